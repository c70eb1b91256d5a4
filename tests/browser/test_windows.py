"""The windows that tests share: one reader finds nothing of the one before."""

LEAVE = """() => {
  localStorage.setItem("left", "behind");
  sessionStorage.setItem("left", "behind");
  document.cookie = "left=behind";
}"""
FOUND = "() => [{ ...localStorage }, { ...sessionStorage }, document.cookie]"


def test_a_reader_finds_nothing_that_the_one_before_left(windows, base_url):
    with windows.open(base_url, java_script_enabled=True) as first:
        first.page.goto("/about")
        first.page.emulate_media(color_scheme="dark")
        first.page.evaluate(LEAVE)

    with windows.open(base_url, java_script_enabled=True) as second:
        second.page.goto("/about")

        assert second is first
        assert second.page.evaluate(FOUND) == [{}, {}, ""]


def test_two_readers_at_a_time_have_windows_and_storage_of_their_own(reader):
    one, other = reader(), reader()
    one.goto("/about")
    other.goto("/about")

    one.evaluate(LEAVE)

    assert other.evaluate(FOUND) == [{}, {}, ""]


def test_each_setting_is_that_of_the_reader_who_asks(reader):
    dark = reader(color_scheme="dark", viewport={"width": 320, "height": 640})
    dark.goto("/about")
    plain = reader(java_script_enabled=False)
    plain.goto("/about")

    matches = "(media) => matchMedia(media).matches"
    assert dark.evaluate(matches, "(prefers-color-scheme: dark) and (width: 320px)")
    assert not plain.evaluate(matches, "(prefers-color-scheme: dark)")
    assert plain.locator("html[data-js], .keep-mark").count() == 0
