"""Links in what people write lead to us or, by name, to a page of another site over https."""

import pytest

from workgroups.markdown import to_html

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "/\\\\evil.example", "https://ours.example@evil.example/", "http://a.example",
     "javascript:alert(1)", "data:text/html,x", "https:evil.example", "https://", "evil.example"],
)  # fmt: skip
def test_a_link_that_leads_where_it_does_not_say_is_no_link(target: str) -> None:
    assert "href" not in to_html(f"[a]({target})") and "href" not in to_html(f"[a]\n\n[a]: {target}")


@pytest.mark.parametrize("target", ["https://example.org", "https://example.org/a?b=c@d", "/groups/x/"])
def test_other_links_stay(target: str) -> None:
    assert f'href="{target}"' in to_html(f"[a]({target})")
