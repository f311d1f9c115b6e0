"""What people fill in on the way of a file: the file, how it is read, its columns, its options."""

from typing import Any

from django import forms

from lintel.imports.contract import AnyImporter, Field
from lintel.imports.models import Batch

DELIMITERS = {
    "comma": (",", "Comma ,"),
    "semicolon": (";", "Semicolon ;"),
    "tab": ("\t", "Tab"),
    "bar": ("|", "Bar |"),
}
ENCODINGS = {
    "utf-8-sig": "UTF-8",
    "cp1252": "Windows, Western Europe (cp1252)",
    "cp1250": "Windows, Central Europe (cp1250)",
    "cp1251": "Windows, Cyrillic (cp1251)",
    "cp1253": "Windows, Greek (cp1253)",
    "cp1254": "Windows, Turkish (cp1254)",
    "utf-16": "UTF-16",
    "mac_roman": "Mac Roman",
    "cp850": "DOS (cp850)",
    "shift_jis": "Japanese (Shift JIS)",
    "gb18030": "Chinese (GB 18030)",
}
ORDERS = {"dmy": "Day first: 31/12/2026", "mdy": "Month first: 12/31/2026", "ymd": "Year first: 2026-12-31"}
MARKS = {".": "Point: 1,234.50", ",": "Comma: 1.234,50"}
NOT_IN_FILE = "Not in this file"
AUTO = "auto"


class UploadForm(forms.Form):
    """A file, and what it holds unless that is to be recognised."""

    file = forms.FileField(
        label="File",
        help_text="CSV, Excel (.xlsx) or JSON lines, at most 50 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.json,.jsonl"}),
    )
    importer = forms.ChoiceField(label="What it holds", required=False)

    def __init__(self, *args: Any, importers: list[AnyImporter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Recognise it by its columns"), *((each.slug, each.title) for each in importers)]
        self.fields["importer"] = forms.ChoiceField(label="What it holds", required=False, choices=choices)


class ImporterForm(forms.Form):
    """What a file holds, when its columns do not say."""

    def __init__(self, *args: Any, importers: list[AnyImporter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["importer"] = forms.ChoiceField(
            label="What this file holds",
            choices=[("", "Choose…"), *((each.slug, each.title) for each in importers)],
        )


class ReadingForm(forms.Form):
    """How the file is read: all as detected, all changeable."""

    def __init__(self, batch: Batch, data: Any = None) -> None:
        found, chosen = batch.detected, batch.reading
        super().__init__(data, initial=_initial(chosen), prefix="reading")
        self.found = found
        self.detected_row = None if "header_row" in chosen else found.get("header_row", 1)
        kind = found.get("kind", "csv")
        if kind != "xlsx":
            self._choice("encoding", "Encoding", ENCODINGS, found.get("encoding", ""))
        if kind == "csv":
            names = {name: label for name, (_, label) in DELIMITERS.items()}
            self._choice(
                "delimiter", "Columns are separated by", names, _delimiter_name(found.get("delimiter", ""))
            )
        if kind == "xlsx":
            sheets = {sheet["name"]: sheet["name"] for sheet in found.get("sheets", [])}
            self._choice("sheet", "Sheet", sheets, found.get("sheet", ""))
        if kind in {"csv", "xlsx"}:
            self.fields["header_row"] = forms.IntegerField(
                label="Row with the column names",
                min_value=0,
                max_value=1000,
                initial=found.get("header_row", 1),
                help_text="0 says that the file has none.",
            )
        self._choice(
            "date_order", "Dates such as 03/04/2026", ORDERS, found.get("date_order", {}).get("value", "")
        )
        self._choice("decimal", "Numbers with decimals", MARKS, found.get("decimal", {}).get("value", ""))

    def _choice(self, name: str, label: str, choices: dict[str, str], detected: str) -> None:
        shown = choices.get(detected) or detected.upper()
        empty = f"As detected: {shown}" if shown else "As detected"
        if name in {"date_order", "decimal"} and name in self.found.get("unsure", []):
            empty = "Not certain: please choose"
        # A choice of its own stands for “as detected”: none of these fields is optional to the reader.
        self.fields[name] = forms.ChoiceField(
            label=label, choices=[(AUTO, empty), *choices.items()], initial=AUTO
        )

    @property
    def reading(self) -> dict[str, Any]:
        """The options that were chosen, as the reader takes them."""
        chosen = {name: value for name, value in self.cleaned_data.items() if value != AUTO}
        if chosen.get("header_row") == self.detected_row:
            del chosen["header_row"]
        if "delimiter" in chosen:
            chosen["delimiter"] = DELIMITERS[chosen["delimiter"]][0]
        return chosen


def _delimiter_name(delimiter: str) -> str:
    return next((name for name, (sign, _) in DELIMITERS.items() if sign == delimiter), delimiter)


def _initial(chosen: dict[str, Any]) -> dict[str, Any]:
    return (
        {**chosen, "delimiter": _delimiter_name(chosen["delimiter"])}
        if "delimiter" in chosen
        else dict(chosen)
    )


class MappingForm(forms.Form):
    """One choice of columns per field of the importer, and the importer's options."""

    def __init__(self, batch: Batch, importer: AnyImporter, data: Any = None) -> None:
        super().__init__(data)
        self.batch, self.importer = batch, importer
        headers = batch.detected.get("headers", [])
        for field in importer.fields:
            self.fields[f"column-{field.name}"] = _column_field(
                field, headers, batch.mapping.get(field.name, [])
            )
        for option in importer.options:
            self.fields[f"option-{option.name}"] = _option_field(option, batch.options.get(option.name, ""))

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Per field: its bound form field, why the column was proposed, and examples from it."""
        samples, why = self.batch.detected.get("samples", {}), self.batch.detected.get("why", {})
        return [
            {
                "field": field,
                "bound": self[f"column-{field.name}"],
                "why": why.get(field.name, "") if self.batch.mapping.get(field.name) else "",
                "columns": self.batch.mapping.get(field.name, []),
                "examples": [
                    value
                    for column in self.batch.mapping.get(field.name, [])
                    for value in samples.get(column, [])
                ][:3],
            }
            for field in self.importer.fields
        ]

    @property
    def option_fields(self) -> list[Any]:
        """The bound fields of the options."""
        return [self[f"option-{option.name}"] for option in self.importer.options]

    @property
    def unused(self) -> list[str]:
        """Columns of the file that no field takes."""
        used = {column for columns in self.batch.mapping.values() for column in columns}
        return [header for header in self.batch.detected.get("headers", []) if header not in used]

    @property
    def mapping(self) -> dict[str, list[str]]:
        """Columns by field."""
        chosen = {field.name: self.cleaned_data[f"column-{field.name}"] for field in self.importer.fields}
        return {
            name: [value] if isinstance(value, str) else list(value)
            for name, value in chosen.items()
            if value
        }

    @property
    def options(self) -> dict[str, str]:
        """Options as they were written."""
        return {
            option.name: str(self.cleaned_data[f"option-{option.name}"] or "")
            for option in self.importer.options
        }

    def field_for(self, name: str) -> str | None:
        """The form field that a refusal's field stands for."""
        return next((key for key in (f"column-{name}", f"option-{name}") if key in self.fields), None)


def _column_field(field: Field, headers: list[str], columns: list[str]) -> forms.Field:
    options: dict[str, Any] = {"label": field.label, "required": False, "help_text": field.help}
    choices = [(header, header) for header in headers]
    if field.many:
        widget = forms.SelectMultiple(attrs={"size": min(4, max(2, len(headers)))})
        return forms.MultipleChoiceField(**options, choices=choices, initial=columns, widget=widget)
    return forms.ChoiceField(
        **options, choices=[("", NOT_IN_FILE), *choices], initial=columns[0] if columns else ""
    )


def _option_field(option: Field, written: str) -> forms.Field:
    common: dict[str, Any] = {
        "label": option.label,
        "required": option.required and not option.default,
        "help_text": option.help,
        "initial": written or option.default,
    }
    match option.kind:
        case "choice":
            named: dict[str, str] = {}
            for text, value in option.choices.items():
                named.setdefault(value, text)
            chosen = named.get(option.choices.get(common["initial"], ""), common["initial"])
            choices = [(text, text) for text in named.values()]
            empty = [] if common["initial"] else [("", "Choose…")]
            return forms.ChoiceField(**{**common, "initial": chosen}, choices=[*empty, *choices])
        case "bool":
            return forms.ChoiceField(**common, choices=[("", "As usual"), ("yes", "Yes"), ("no", "No")])
        case "date":
            return forms.CharField(**common, max_length=40, widget=forms.TextInput(attrs={"type": "date"}))
        case _:
            return forms.CharField(**common, max_length=500)


class ApplyForm(forms.Form):
    """The tick by which a person accepts that bad rows stay out."""

    accept_good_rows = forms.BooleanField(required=False)

    def __init__(self, batch: Batch, data: Any = None) -> None:
        super().__init__(data)
        self.fields[
            "accept_good_rows"
        ].label = f"Import the {batch.good_count:,} good rows and leave the {batch.bad_count:,} bad ones out"
