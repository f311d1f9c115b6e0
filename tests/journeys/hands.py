"""Two ways of using a page: by mouse and by keyboard alone. A journey is written once and taken by both."""

import datetime as dt
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

MOST_TABS = 200
HERE = "e => e === document.activeElement"
# Where the element lies from the focus: it has it (0), after it in the document (1), or before it (-1).
DIRECTION = """e => {
  const at = document.activeElement;
  if (at === e) return 0;
  if (!at || at === document.body) return 1;
  return at.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING ? -1 : 1;
}"""
STEP = {1: "Tab", -1: "Shift+Tab"}
AT_THE_DOOR = "e => document.activeElement === document.body && !!e.closest('#content')"


class Hands:
    """What both ways share: finding things by the words that a person reads or hears."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def named(self, role: str, name: str) -> Locator:
        """The one visible element with this role whose accessible name begins with these words."""
        return self.page.get_by_role(role, name=name).first  # type: ignore[arg-type]  # a plain string is a role

    def labelled(self, label: str) -> Locator:
        """The field with this label."""
        fields = self.page.locator("input, select, textarea")
        return fields.and_(self.page.get_by_label(label)).first

    def goto(self, place: str) -> None:
        """Open a place of the navigation, such as “Requests”."""
        raise NotImplementedError

    def press(self, role: str, name: str) -> None:
        """Press a button, follow a link, or tick a box."""
        self.hit(self.named(role, name), f"the {role} “{name}”")

    def hit(self, target: Locator, what: str) -> None:
        """Press this one, where its name alone does not tell which is meant."""
        raise NotImplementedError

    def fill(self, label: str, text: str) -> None:
        """Write into a field."""
        self.write(self.labelled(label), text, f"the field “{label}”")

    def write(self, field: Locator, text: str, what: str) -> None:
        """Write into this one, over what stands in it."""
        raise NotImplementedError

    def take(self, offer: Locator) -> None:
        """Take one of the offers below the box in which one types."""
        raise NotImplementedError

    def put_first(self, handle: str) -> None:
        """Bring the row with this handle to the head of its list."""
        raise NotImplementedError

    def date(self, label: str, day: dt.date) -> None:
        """Give a day."""
        raise NotImplementedError

    def choose(self, label: str, option: str) -> None:
        """Choose from a list."""
        raise NotImplementedError

    def pick(self, name: str) -> None:
        """Pick one of several radio buttons."""
        self.pick_radio(self.named("radio", name))

    def pick_in(self, group: Locator, name: str) -> None:
        """Pick one of the radio buttons of a group, where several groups have the same ones."""
        self.pick_radio(group.get_by_role("radio", name=name))

    def pick_radio(self, target: Locator) -> None:
        """Pick this one."""
        raise NotImplementedError

    def bring(self, label: str, file: str, content: str) -> None:
        """Give a file."""
        raise NotImplementedError


class Mouse(Hands):
    """By mouse; keys only to write."""

    def goto(self, place: str) -> None:
        """Through the navigation."""
        navigation = self.page.get_by_role("navigation", name="Main")
        group = navigation.locator("details:not([open])").filter(has=self.page.get_by_text(place, exact=True))
        if group.count():
            group.first.locator("summary").click()
        navigation.get_by_role("link", name=place, exact=True).click()
        self.page.get_by_role("heading", level=1, name=place).wait_for()

    def hit(self, target: Locator, what: str) -> None:
        """A click."""
        target.click()

    def write(self, field: Locator, text: str, what: str) -> None:
        """A click, and the words."""
        field.fill(text)

    def take(self, offer: Locator) -> None:
        """A click."""
        offer.click()

    def put_first(self, handle: str) -> None:
        """Dragged."""
        first = self.page.get_by_role("main").get_by_role("button", name="Move ").first
        self.named("button", handle).drag_to(first)

    def date(self, label: str, day: dt.date) -> None:
        """Give a day."""
        self.labelled(label).fill(day.isoformat())

    def choose(self, label: str, option: str) -> None:
        """Choose from a list."""
        self.labelled(label).select_option(label=option)

    def pick_radio(self, target: Locator) -> None:
        """A click."""
        target.check()

    def bring(self, label: str, file: str, content: str) -> None:
        """Give a file."""
        self.labelled(label).set_input_files(as_upload(file, content))


class Keys(Hands):
    """By keyboard alone: tab, enter, space, arrows and typing."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        # Heard from the start: a browser told only at the moment of the key sometimes opens its own window.
        page.on("filechooser", lambda chooser: None)

    def press_to(self, target: Locator, what: str) -> None:
        """Walk the focus to an element, as tab and shift-tab lead there; fails when they do not."""
        element = target.element_handle()  # looked up once: finding it by its name again and again is slow
        if element.evaluate(AT_THE_DOOR):
            self.page.keyboard.press("Tab")
            if self.page.locator(".skip-link:focus").count():
                self.page.keyboard.press("Enter")
        for _ in range(MOST_TABS):
            direction = element.evaluate(DIRECTION)
            if not direction:
                return
            self.page.keyboard.press(STEP[direction])
        raise AssertionError(f"{what} cannot be reached with the tab key on {self.page.url}")

    def goto(self, place: str) -> None:
        """Through the palette."""
        self.page.wait_for_load_state()  # before that the page does not listen to keys
        self.page.keyboard.press("Control+k")
        expect(self.page.get_by_role("combobox", name="Search or go to")).to_be_focused()
        self.page.keyboard.type(place)
        self.page.keyboard.press("Enter")
        self.page.get_by_role("heading", level=1, name=place).wait_for()

    def hit(self, target: Locator, what: str) -> None:
        """Enter on links and buttons, space on boxes."""
        self.press_to(target, what)
        box = target.evaluate("e => e.type === 'checkbox'")
        self.page.keyboard.press("Space" if box else "Enter")

    def write(self, field: Locator, text: str, what: str) -> None:
        """Tab into it, mark all, type."""
        self.press_to(field, what)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def take(self, offer: Locator) -> None:
        """Arrow down to it, then enter."""
        offer.wait_for()
        for _ in range(20):
            if offer.get_attribute("aria-selected") == "true":
                break
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")

    def put_first(self, handle: str) -> None:
        """Lifted, moved up, dropped."""
        target = self.named("button", handle)
        self.press_to(target, f"the handle “{handle}”")
        self.page.keyboard.press("Space")
        for _ in range(target.evaluate("e => [...e.closest('ol').children].indexOf(e.closest('li'))")):
            self.page.keyboard.press("ArrowUp")
        self.page.keyboard.press("Space")

    def date(self, label: str, day: dt.date) -> None:
        """Digit by digit, as the browser's own picker takes them in its language (American English here)."""
        field = self.labelled(label)
        self.press_to(field, f"the date “{label}”")
        self.page.keyboard.type(day.strftime("%m%d%Y"))
        expect(field).to_have_value(day.isoformat())

    def choose(self, label: str, option: str) -> None:
        """Type the words of the option."""
        field = self.labelled(label)
        self.press_to(field, f"the list “{label}”")
        self.page.keyboard.type(option)
        chosen = field.evaluate("e => e.selectedOptions[0].textContent.trim()")
        assert chosen == option, f"typing “{option}” chose “{chosen}”"

    def pick_radio(self, target: Locator) -> None:
        """Tab into the group, then arrows."""
        target.wait_for()
        group = target.evaluate("e => e.name")
        for _ in range(MOST_TABS):
            if self.page.evaluate("document.activeElement.name") == group:
                break
            self.page.keyboard.press(STEP[target.evaluate(DIRECTION)])
        for _ in range(20):
            if target.evaluate(HERE):
                break
            self.page.keyboard.press("ArrowDown")
        if not target.is_checked():
            self.page.keyboard.press("Space")
        expect(target).to_be_checked()

    def bring(self, label: str, file: str, content: str) -> None:
        """Enter opens the system's own chooser, which no page controls."""
        self.press_to(self.labelled(label), f"the file “{label}”")
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Enter")
        chooser.value.set_files(as_upload(file, content))


def as_upload(file: str, content: str) -> FilePayload:
    """A file as the browser sends it."""
    return {"name": Path(file).name, "mimeType": "text/csv", "buffer": content.encode()}


# A journey is taken twice, once with each kind of hands.
both_hands = pytest.mark.parametrize("kind", [Mouse, Keys], ids=["by-mouse", "by-keyboard"])
