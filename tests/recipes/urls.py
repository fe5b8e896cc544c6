"""The portal with recipes in it."""

from django.shortcuts import get_object_or_404, render
from django.urls import include, path

from accounts.guards import reader
from offices.publishing.pages import desk_urls
from portal import urls
from portal.urls import handler400, handler403, handler404, handler429, handler500  # noqa: F401 (Django looks here)
from tests.recipes.kind import RecipeForm, recipes
from tests.recipes.models import Recipe


def recipe(request, slug):
    found = get_object_or_404(Recipe.objects.read_by(reader(request), slug))
    return render(request, "recipes/recipe.html", {"thing": found})


pages = [
    path("rezepte/<slug:slug>/", recipe, name="recipe"),
    *desk_urls(recipes, RecipeForm, one="rezeptbuch/<int:pk>/", plural="rezepte"),
]
urlpatterns = [*urls.urlpatterns, path("", include((pages, "recipes")))]
