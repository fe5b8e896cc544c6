from core.publishing.kinds import Noun
from offices.publishing.forms import ContributionForm
from offices.publishing.kinds import Contribution
from tests.recipes.models import Recipe


class RecipeForm(ContributionForm):
    class Meta(ContributionForm.Meta):
        model = Recipe
        fields = (*ContributionForm.Meta.fields, "portions")


class RecipeKind(Contribution):
    model = Recipe
    noun = Noun("Rezept", "Rezepte", "n", "Rezepts")
    namespace = "recipes"
    current = "recipes"
    fields = ("title", "teaser", "body", "area", "visibility", "portions", "topics", "publish_at", "expires_at")
    natural_keys = {"topics": "slug"}
    fields_template = "recipes/fields.html"
    shown_template = "recipes/shown.html"

    def missing(self, thing):
        return [] if thing.body else ["Der Text fehlt noch."]


recipes = RecipeKind()
