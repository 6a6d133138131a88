"""What can be done about a post: changed by its author, reported, looked at by who leads the group."""

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from protect.accounts.models import User
from protect.files.serving import serve
from workgroups.actions.attaching import detach, note_download
from workgroups.actions.discussing import edit_post
from workgroups.actions.moderating import (
    flag_post,
    hide_post,
    keep_post,
    open_flags,
    show_post,
)
from workgroups.actions.redacting import redact_post, same_resources
from workgroups.actions.steering import STEPS, steer, sum_up
from workgroups.forms import FlagForm, SummaryForm, TakeAwayForm, WritingForm
from workgroups.models import Attachment, Post, Workgroup
from workgroups.queries import groups_with
from workgroups.rules import may_edit, may_hide, may_moderate, may_read_text, may_redact, may_retitle
from workgroups.views.finding import find_post, find_thread, person
from workgroups.views.writing import key_in


def about(
    request: HttpRequest, page: str, post: Post, form: Form | None = None, **more: object
) -> HttpResponse:
    """A page about one post."""
    context = {"post": post, "form": form, "group": post.thread.workgroup, **more}
    return render(request, f"workgroups/{page}.html", context)


def edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The author changes a text."""
    post = find_post(request, slug, pk)
    if not may_edit(person(request), post):
        raise Http404
    files = Attachment.objects.filter(post=post).with_file()
    wanted = key_in(request.POST.get("detach", ""))
    if wanted:
        detach(get_object_or_404(files, key=wanted), by=person(request))
        return redirect("workgroups:edit_post", slug, pk)
    form = WritingForm(request.POST or None, initial={"text": post.text})
    if request.method == "POST" and form.is_valid():
        edit_post(post, form.cleaned_data["text"], by=person(request))
        return redirect(post)
    return about(request, "edit_post", post, form, files=files)


@require_safe
def attachment(request: HttpRequest, key: uuid.UUID) -> HttpResponseBase:
    """A file beside a post, or beside one's own draft: asked for anew at every download, and noted."""
    user = person(request)
    files = Attachment.objects.visible_to(user).with_file().select_related("post__thread__workgroup")
    found = get_object_or_404(files, key=key)
    if found.post and not may_read_text(user, found.post):
        raise Http404
    note_download(found, by=user)
    return serve(found.file)


@require_safe
def history(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What a post said before; nothing once it was hidden or removed, except to who moderates."""
    post = find_post(request, slug, pk)
    user = person(request)
    if post.redacted_at or (post.hidden_at and not may_hide(user, post) and post.author_id != user.pk):
        raise Http404
    return about(request, "post_history", post, revisions=post.revisions.order_by("-number"))


def flag(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask those who lead the group to look."""
    post = find_post(request, slug, pk)
    form = FlagForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            flag_post(post, form.cleaned_data["reason"], form.cleaned_data["text"], by=person(request))
        except ValidationError as fault:
            form.add_error("text", fault)
        else:
            return about(request, "flagged", post)
    return about(request, "flag_post", post, form)


def take_away(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Hide a text with a trace, or remove it everywhere; the page says what each does."""
    post = find_post(request, slug, pk)
    user = person(request)
    hides, redacts = may_hide(user, post), may_redact(user, post)
    if not hides and not redacts:
        raise Http404
    form = TakeAwayForm(request.POST or None, kept=stands_elsewhere(post, user) if redacts else ())
    if request.method == "POST" and form.is_valid():
        try:
            if "redact" in request.POST:
                redact_post(post, form.cleaned_data["reason"], by=user, **form.elsewhere)
            else:
                hide_post(post, form.cleaned_data["reason"], by=user)
        except PermissionDenied:
            raise Http404 from None
        return redirect(post)
    return about(request, "take_away", post, form, may_hide=hides, may_redact=redacts)


def stands_elsewhere(post: Post, user: User) -> list[str]:
    """Where else the same may stand, and `user` may take it away in the same act."""
    moderates = may_moderate(user, post.thread.workgroup)
    places = {
        "new_title": bool(may_retitle(user, post.thread)),
        "and_summary": moderates and bool(post.thread.summary),
        "and_resources": bool(same_resources(post, user)),
    }
    return [name for name, is_there in places.items() if is_there]


@require_POST
def decide(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Settle what was reported: the post stays, or stands again."""
    post = find_post(request, slug, pk)
    if not may_hide(person(request), post):
        raise Http404
    act = show_post if "show" in request.POST else keep_post
    act(post, by=person(request))
    return redirect("workgroups:moderation", slug) if act is keep_post else redirect(post)


@require_safe
def moderation(request: HttpRequest, slug: str) -> HttpResponse:
    """The posts that wait for the look of those who lead the group."""
    group = get_object_or_404(groups_with(person(request), "moderate_workgroup"), slug=slug)
    return render(request, "workgroups/moderation.html", {"group": group, "flags": open_flags(group)})


@require_POST
def step(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Pin, unpin, close, reopen."""
    thread = find_thread(request, slug, pk)
    wanted = request.POST.get("step", "")
    if wanted not in STEPS or not may_moderate(person(request), thread.workgroup):
        raise Http404
    steer(thread, wanted, by=person(request))
    return redirect(thread)


def summary(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Write the box "in short"."""
    thread = find_thread(request, slug, pk)
    group: Workgroup = thread.workgroup
    if not may_moderate(person(request), group):
        raise Http404
    form = SummaryForm(request.POST or None, initial={"text": thread.summary})
    if request.method == "POST" and form.is_valid():
        try:
            sum_up(thread, form.cleaned_data["text"], by=person(request))
        except ValidationError as fault:
            form.add_error("text", fault.messages)
        else:
            return redirect(thread)
    return render(request, "workgroups/summary.html", {"thread": thread, "form": form, "group": group})
