"""The API’s description as the framework derives it, with refusals under their own media type."""

from http import HTTPStatus
from typing import Any

from ninja import NinjaAPI

PROBLEM_JSON = "application/problem+json"


class DescribedAPI(NinjaAPI):
    """Describes refusals as they are sent, which the framework cannot know of our exception handlers."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> Any:
        """OpenAPI 3.1 of all operations."""
        described = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        for path in described["paths"].values():
            for operation in path.values():
                for status, response in operation["responses"].items():
                    content = response.get("content", {})
                    if int(status) >= HTTPStatus.BAD_REQUEST and "application/json" in content:
                        content[PROBLEM_JSON] = content.pop("application/json")
        return described
