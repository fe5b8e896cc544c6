"""A section of the profile that is a list of rows."""

from typing import TYPE_CHECKING, Any

from core.forms.rows import RowLists
from offices.editing.parts import Data
from offices.models import Office, Place

if TYPE_CHECKING:
    from offices.editing.section import Section


class RowsForm(RowLists):
    """With the protocol of every section form."""

    def __init__(
        self, section: "Section", office: Office, data: Any = None, files: Any = None, place: Place | None = None
    ) -> None:
        self.section, self.office, self.place = section, office, place
        super().__init__(data)

    def proposal(self) -> Data:
        raise NotImplementedError

    def changed(self) -> bool:
        return self.proposal() != self.section.part.read(self.office, self.place)

    def save(self) -> None:
        self.section.apply(self.office, self.proposal(), self.place.pk if self.place else None)
