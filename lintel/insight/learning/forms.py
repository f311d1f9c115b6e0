"""A lesson as a form."""

from typing import Any

from django import forms

from lintel.insight.definitions.models import Metric
from lintel.insight.learning.models import Lesson
from lintel.insight.learning.wording import Wording


class LessonForm(forms.Form):
    """What a lesson says and where it is offered."""

    title = forms.CharField(label="Title", max_length=120)
    text = forms.CharField(label="Lesson", max_length=4000, widget=forms.Textarea(attrs={"rows": 8}))
    words = forms.CharField(
        label="Offered at these words", max_length=2000, required=False, help_text="Commas between them."
    )
    metrics = forms.MultipleChoiceField(label="Offered at these metrics", required=False)
    example = forms.CharField(label="Question to try", max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = list(Metric.objects.in_use().values_list("slug", "label"))
        self.fields["metrics"].choices = choices  # type: ignore[attr-defined]

    def wording(self) -> Wording:
        """What the action takes."""
        said = self.cleaned_data
        words = tuple(word.strip() for word in said["words"].split(",") if word.strip())
        return Wording(said["title"], said["text"], words, tuple(said["metrics"]), said["example"])


def first_values(lesson: Lesson) -> dict[str, Any]:
    """What the form shows of a lesson."""
    return {
        "title": lesson.title, "text": lesson.text, "words": ", ".join(lesson.words),
        "metrics": lesson.metrics, "example": lesson.example, "version": lesson.version,
    }  # fmt: skip
