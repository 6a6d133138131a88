"""Forms of the chapter's pages."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.catalogue import in_language
from protect.chapter.actions.pictures import KINDS, MOST_BYTES
from protect.chapter.models import Chapter, OutsideFigure, Section, SectionPicture
from protect.chapter.models.outside import CONTENT
from protect.chapter.models.pictures import WORDS
from protect.files.fields import UploadField
from protect.romanian.plurals import NOUNS


class ChapterForm(forms.Form):
    """The year of a chapter to begin."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100, localize=False)

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if Chapter.objects.filter(year=year).exists():
            raise forms.ValidationError(_("The chapter of this year has begun already."))
        return year


class SectionForm(forms.ModelForm):
    """What a section is called, what it is made of, what it asks, and of whom."""

    class Meta:
        model = Section
        fields = [
            "title_ro", "title_en", "kind", "asks", "prompt_ro", "prompt_en",
            "answer_words", "most_words", "due_on",
        ]  # fmt: skip
        widgets = {"prompt_ro": forms.Textarea({"rows": 3}), "prompt_en": forms.Textarea({"rows": 3})}
        help_texts = {"due_on": _("For example 15.04.2026")}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("asks") and not data.get("prompt_ro"):
            self.add_error("prompt_ro", _("Write the question: this section asks somebody."))
        return data

    def save(self, commit: bool = True) -> Section:
        section: Section = super().save(commit=False)
        section.code = section.code or slugify(section.title_en)[:40]
        return section


def nouns() -> list[tuple[str, str]]:
    """What can be counted, in the language of the page."""
    return [(code, in_language(noun.many_ro, noun.many_en)) for code, noun in NOUNS.items()]


class OutsideForm(forms.ModelForm):
    """A figure from elsewhere: without its source and its date it is none. Once noted, its code stays."""

    noun = forms.ChoiceField(label=_("What is counted"), choices=nouns)

    class Meta:
        model = OutsideFigure
        fields = ["code", *CONTENT]
        help_texts = {"dated": _("For example 15.04.2026"), "code": _("A short name, for example meals")}

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if self.instance.pk:
            del self.fields["code"]


class PictureForm(forms.ModelForm):
    """The words of a picture."""

    class Meta:
        model = SectionPicture
        fields: tuple[str, ...] = WORDS
        help_texts = {
            "description_ro": _(
                "What it shows, for those who do not see it. No names, no faces of people helped."
            ),
            "credit": _("For example: Foto: ProTECT"),
        }


class UploadForm(PictureForm):
    """A picture for a section, with its words."""

    file = UploadField(label=_("Picture"), kinds=KINDS, most=MOST_BYTES)

    class Meta(PictureForm.Meta):
        fields = ("code", *WORDS)
        help_texts = PictureForm.Meta.help_texts | {"code": _("A short name, for example centre")}

    field_order = ("file", "code", *WORDS)

    def __init__(self, *args: Any, section: Section, **more: Any) -> None:
        more["instance"] = SectionPicture(section=section)
        super().__init__(*args, **more)
