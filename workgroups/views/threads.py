"""Threads: their list, a new one, the page of one, and what happened in it since a number."""

import json
import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from workgroups.actions.attaching import files_of
from workgroups.actions.discussing import begin_thread, write_post
from workgroups.actions.keeping import draft_of
from workgroups.catching_up import what_happened_since
from workgroups.discussions import threads_of
from workgroups.forms import ThreadForm, WritingForm
from workgroups.models import Post, Thread
from workgroups.presentation import page_of, summary_for
from workgroups.queries import audience_of, members_of
from workgroups.rules import may_moderate, may_reply, may_write
from workgroups.views.finding import find_group, find_thread, number, person
from workgroups.views.writing import initial_of, key_in, know_draft, to_send


@require_safe
def threads(request: HttpRequest, slug: str) -> HttpResponse:
    """All threads of a group."""
    group = find_group(request, slug)
    page = Paginator(threads_of(group, person(request)), 25).get_page(request.GET.get("page"))
    context = {"group": group, "page": page, "may_write": may_write(person(request), group)}
    return render(request, "workgroups/threads.html", context)


def new_thread(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a discussion; who will read it stands above the field."""
    group, user = find_group(request, slug), person(request)
    allowed = may_write(user, group)
    form = ThreadForm(
        request.POST or None, request.FILES or None, initial=initial_of(draft_of(user, group, None))
    )
    attached = to_send(request, form, group, None) if request.method == "POST" and allowed else None
    if attached is not None:
        data = form.cleaned_data
        try:
            begun = begin_thread(
                group, data["title"], data["text"], by=user, key=key_of(request), attached=attached,
                content_note=data["content_note"],
            )  # fmt: skip
        except ValidationError as refused:
            form.add_error("title", refused.messages)
        else:
            return redirect(begun)
    draft = draft_of(user, group, None)
    know_draft(form, draft)
    context = {
        "group": group, "form": form, "allowed": allowed, "audience": audience_of(group),
        "draft": draft, "files": files_of(draft), "key": key_of(request),
    }  # fmt: skip
    return render(request, "workgroups/new_thread.html", context)


def thread(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A thread from its end; the reply stands under the last post."""
    found, user = find_thread(request, slug, pk), person(request)
    group, allowed = found.workgroup, may_reply(user, found)
    form = WritingForm(
        request.POST or None, request.FILES or None, initial=initial_of(draft_of(user, group, found))
    )
    attached = to_send(request, form, group, found) if request.method == "POST" and allowed else None
    if attached is not None:
        data = form.cleaned_data
        try:
            post = write_post(
                found, data["text"], by=user, key=key_of(request), quoted=quoted_in(request, found),
                content_note=data["content_note"], attached=attached,
            )  # fmt: skip
        except PermissionDenied as closed:
            form.add_error("text", str(closed))
        else:
            return redirect(f"{found.get_absolute_url()}#post-{post.pk}")
    return render(request, "workgroups/thread.html", page_context(request, found, form))


def page_context(request: HttpRequest, found: Thread, form: WritingForm) -> dict[str, object]:
    """What the page of a thread shows."""
    user, group = person(request), found.workgroup
    draft = draft_of(user, group, found)
    know_draft(form, draft)
    page = page_of(found, user, before=number(request, "before"), at=number(request, "at"))
    return {
        "thread": found, "group": group, "page": page, "form": form, "draft": draft,
        "files": files_of(draft), "quoted": quoted_in(request, found),
        "key": key_of(request), "allowed": may_reply(user, found), "audience": audience_of(group),
        "summary": summary_for(found, user), "may_moderate": may_moderate(user, group),
        "people_json": json.dumps({m.user_id: m.user.name for m in members_of(group)}),
    }  # fmt: skip


def go(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the neutral link of a mail leads."""
    return redirect(get_object_or_404(Thread.objects.visible_to(person(request)), pk=pk))


@require_safe
def since(request: HttpRequest, slug: str, pk: int, after: int) -> HttpResponse:
    """What an open page has missed: the events after a number, and the pieces of the page they changed."""
    found, user = find_thread(request, slug, pk), person(request)
    happened = what_happened_since(found, user, after)
    group = found.workgroup
    pieces = {
        one.post.pk: render_to_string("workgroups/_post.html", {"one": one, "group": group}, request)
        for one in happened.posts
    }
    answer: dict[str, object] = {
        "head": happened.head, "events": happened.events, "posts": pieces, "reload": happened.too_many
    }  # fmt: skip
    if happened.thread_changed:
        context = {"thread": found, "group": group, "summary": summary_for(found, user)}
        answer["state"] = render_to_string("workgroups/_thread_state.html", context, request)
    return JsonResponse(answer)


def key_of(request: HttpRequest) -> uuid.UUID:
    """The key under which this page's form writes once; a new one for a new page."""
    return key_in(request.POST.get("key", "")) or uuid.uuid4()


def quoted_in(request: HttpRequest, found: Thread) -> Post | None:
    """The post of this thread to which the reply answers."""
    wanted = request.POST.get("quoted") or request.GET.get("quote") or ""
    if not wanted.isdecimal():
        return None
    readable = Post.objects.visible_to(person(request)).filter(redacted_at=None, hidden_at=None)
    return readable.filter(thread=found, pk=int(wanted)).select_related("author", "organisation").first()
