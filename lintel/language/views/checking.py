"""Words pointed out while somebody writes: nothing is kept."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from lintel.language.writing import flags_of


@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """The flags of whatever texts were sent, as a fragment. By POST, for a text is longer than an address."""
    texts = [value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"]
    return HttpResponse(flags_of(str(text) for text in texts))
