from protect.audit.models import Entry
from tests.accounts.people import PASSWORD, enrol, sign_in


def actions() -> list[str]:
    return list(Entry.objects.order_by("sequence").values_list("action", flat=True))


def test_signing_in_and_out_is_written_down(client, ana):
    sign_in(client, ana)
    client.post("/account/logout/")
    assert actions() == ["accounts.sign_in", "accounts.sign_out"]


def test_the_second_factor_is_written_down_with_its_kind(client, secretary):
    sign_in(client, secretary, enrol(secretary))
    entry = Entry.objects.get(action="accounts.factor_used")
    assert entry.details == {"factor": "totp", "again": False}


def test_a_wrong_password_names_the_account_and_not_the_try(client, ana):
    client.post("/account/login/", {"login": ana.email, "password": "hunter2-secret"})
    entry = Entry.objects.get()
    assert (entry.action, entry.actor, entry.object_id) == ("accounts.sign_in_failed", None, str(ana.pk))
    assert "hunter2" not in f"{entry.details}{entry.reason}"


def test_a_mistyped_address_is_not_kept(client, db):
    client.post("/account/login/", {"login": "nobody@ong.example", "password": "x"})
    assert not Entry.objects.exists()


def test_a_wrong_code_is_written_down(client, secretary):
    enrol(secretary)
    client.post("/account/login/", {"login": secretary.email, "password": PASSWORD})
    client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert actions()[-1] == "accounts.factor_refused"


def test_a_session_that_moves_to_another_browser_is_written_down(client, ana):
    sign_in(client, ana)
    client.get("/home/")
    session = client.session
    session["seen_at"] -= 61
    session.save()
    client.get("/home/", headers={"User-Agent": "another"})
    assert actions()[-1] == "accounts.session_moved"
