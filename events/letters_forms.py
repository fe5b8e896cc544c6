"""Which letters are meant by "printed": those that stood on the page, not those that came while the printer ran."""

from django import forms
from django.http import QueryDict

from events.models import Notice
from events.models.notices import NoticeQuerySet

GONE = "Bitte wählen Sie mindestens einen Brief aus."


class PrintedForm(forms.Form):
    brief = forms.ModelMultipleChoiceField(
        queryset=Notice.objects.none(),
        error_messages={"required": GONE, "invalid_choice": GONE, "invalid_pk_value": GONE, "invalid_list": GONE},
    )

    def __init__(self, data: QueryDict, *, letters: NoticeQuerySet) -> None:
        super().__init__(data)
        field = self.fields["brief"]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.queryset = letters
