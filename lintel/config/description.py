"""The API’s description as the framework derives it, with refusals as they are sent."""

from http import HTTPStatus
from typing import Any

from ninja import NinjaAPI

from lintel.ui.api import ProblemOut

PROBLEM_JSON = "application/problem+json"
REFUSAL = {PROBLEM_JSON: {"schema": {"$ref": f"#/components/schemas/{ProblemOut.__name__}"}}}


class DescribedAPI(NinjaAPI):
    """Describes refusals, which the framework cannot know of our exception handlers."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> Any:
        """OpenAPI 3.1 of all operations."""
        described = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        described["components"]["schemas"][ProblemOut.__name__] = ProblemOut.model_json_schema()
        for path in described["paths"].values():
            for operation in path.values():
                for status, response in operation["responses"].items():
                    if int(status) >= HTTPStatus.BAD_REQUEST:
                        own = response.get("content", {}).get("application/json")
                        response["content"] = {PROBLEM_JSON: own} if own else REFUSAL
        return described
