from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import InputError
from toolkit.sources.encodings import codec_name, declared_encoding, decode

UKRAINIAN = (
    "У Заріччі відкрили нову школу, яку будували три роки. Її назвали іменем першої вчительки, "
    "повідомила міська рада. Мер подякував будівельникам і ґаздам за терпіння та працю."
)
RUSSIAN = (
    "В Заречье открыли новую школу, которую строили три года. Её назвали именем первой учительницы, "
    "сообщил городской совет. Мэр поблагодарил строителей за терпение и работу."
)


def page(text: str, encoding: str, declared: str | None = None) -> bytes:
    meta = f'<meta charset="{declared}">' if declared else ""
    return f"<html><head>{meta}<title>t</title></head><body><p>{text}</p></body></html>".encode(encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (UKRAINIAN, "cp1251"),
        (UKRAINIAN, "koi8-u"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp866"),
        (RUSSIAN, "iso8859-5"),
        (UKRAINIAN, "utf-8"),
        (RUSSIAN, "mac_cyrillic"),
    ],
)
@pytest.mark.parametrize("stated", [True, False])
def test_cyrillic_is_read_declared_or_not(text: str, encoding: str, stated: bool) -> None:
    assert text in decode(page(text, encoding, encoding if stated else None)).text


@pytest.mark.parametrize(("wrong", "right"), [("cp1251", "koi8-u"), ("koi8-u", "cp1251"), ("iso-8859-1", "cp1251")])
def test_a_declaration_that_the_letters_belie_is_not_believed(wrong: str, right: str) -> None:
    decoded = decode(page(UKRAINIAN, right, wrong))
    assert UKRAINIAN in decoded.text
    assert wrong in (decoded.note or "")


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark_decides(mark: str) -> None:
    decoded = decode(page(UKRAINIAN, mark, "cp1251"))
    assert decoded.text.startswith("<html>")
    assert UKRAINIAN in decoded.text


def test_utf16_without_a_mark() -> None:
    assert decode(page("Plain words of a page", "utf-16-le")).encoding == "utf-16-le"


def test_valid_utf8_goes_before_a_stale_declaration() -> None:
    assert UKRAINIAN in decode(page(UKRAINIAN, "utf-8", "windows-1251")).text


def test_labels_mean_what_browsers_take_them_for() -> None:
    assert "€ “quoted”" in decode(page("€ “quoted”", "cp1252", "iso-8859-1")).text
    assert codec_name("GB2312") == "gb18030"
    assert codec_name("x-no-such-thing") is None
    assert codec_name("base64") is None


def test_unknown_label_falls_back_with_a_note_where_the_bytes_are_clear() -> None:
    decoded = decode(page(UKRAINIAN, "koi8-u", "x-klingon"))
    assert UKRAINIAN in decoded.text
    assert "x-klingon" in (decoded.note or "")


def test_unknown_label_and_unclear_bytes_are_refused_with_advice() -> None:
    with pytest.raises(InputError, match=r"x-klingon.*UTF-8"):
        decode(b'<meta charset="x-klingon">' + bytes(range(128, 256)) * 20)


def test_binary_is_refused() -> None:
    with pytest.raises(InputError, match="binary"):
        decode(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 9)


def test_a_stray_null_byte_does_not_cost_a_page() -> None:
    assert UKRAINIAN in decode(page(UKRAINIAN, "utf-8") + b"<p>\x00</p>" + b"<p>words</p>" * 100).text


def test_a_few_broken_bytes_do_not_cost_a_utf8_page() -> None:
    data = page(UKRAINIAN, "utf-8") + b"\xd0"
    decoded = decode(data)
    assert UKRAINIAN in decoded.text
    assert decoded.encoding == "utf-8"


def test_encoding_stated_with_the_bytes_goes_before_their_own() -> None:
    assert "日本の新聞" in decode(page("日本の新聞", "euc_jp", "shift_jis"), stated="euc-jp").text


def test_declarations_are_found_in_their_spellings() -> None:
    assert (
        declared_encoding(b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">')
        == "windows-1251"
    )
    assert declared_encoding(b'<?xml version="1.0" encoding="koi8-r"?>') == "koi8-r"
    assert declared_encoding(b"<p>charset=none</p>") is None


@given(st.text(min_size=0, max_size=200))
def test_every_utf8_text_without_marks_survives(text: str) -> None:
    if "\x00" in text or "\ufeff" in text or "\x1b" in text or "charset" in text or "encoding" in text:
        return
    data = text.encode("utf-8", "surrogatepass") if text.isprintable() else text.encode("utf-8", "replace")
    assert decode(data).text == data.decode("utf-8")


@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_but_an_input_error(data: bytes) -> None:
    try:
        decoded = decode(data)
    except InputError as error:
        assert "save" in str(error)
    else:
        assert isinstance(decoded.text, str)
