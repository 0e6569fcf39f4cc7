"""Addresses: cleaned of what does not say which article it is, and the article's stable id made of them."""

from __future__ import annotations

import re
from hashlib import blake2b
from urllib.parse import quote, urlsplit

_TRACKING = frozenset({
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid", "ymclid", "twclid",
    "ttclid", "igshid", "igsh", "mc_cid", "mc_eid", "mkt_tok", "_ga", "_gl", "_openstat", "openstat", "spm", "s_cid",
    "cmpid", "cmp", "campaign_id", "cid_source", "ncid", "ocid", "icid", "ito", "wt_mc", "wtmc", "wt_zmc", "xtor",
    "at_medium", "at_campaign", "at_custom1", "at_custom2", "at_custom3", "at_custom4", "at_format", "at_link_id",
    "at_link_type", "at_link_origin", "at_ptr_name", "at_bbc_team", "smid", "smtyp", "feature", "rss", "from_rss",
    "share", "shared", "sharetype", "share_token", "ref_src", "ref_url", "referrer", "referer", "source_ref",
    "recommended", "vero_id", "vero_conv", "wickedid", "wprov", "guccounter", "guce_referrer", "guce_referrer_sig",
    "amp", "_amp", "outputtype", "amp_js_v", "amp_gsa", "usqp", "mibextid", "hsctatracking", "_hsenc", "_hsmi",
    "__twitter_impression", "tg_rhash", "traffic_source", "partner_id", "pk_campaign", "pk_kwd", "piwik_campaign",
    "matomo_campaign", "mtm_campaign", "mtm_source", "mtm_medium", "sr_share", "taid", "cx_testid", "cx_testvariant",
    "cx_artpos",
})
_TRACKING_PREFIXES = ("utm_", "utm-", "hsa_", "pk_", "mtm_", "itm_", "int_", "guce_", "cx_", "fb_", "_hs", "ns_", "at_")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PERCENT = re.compile(r"%([0-9a-fA-F]{2})")
_UNSAFE = re.compile(r"[\x00-\x20\x7f]")
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}
_KEPT = "/:@!$&'()*+,;=~%?[]-._"


def canonical_url(url: str | None) -> str | None:
    """Clean an address of tracking parameters, fragment and differences of spelling.

    Parameters
    ----------
    url : str or None
        An absolute web address as found.

    Returns
    -------
    str or None
        The cleaned address; None for what is no absolute http(s) address.

    References
    ----------
    .. [1] T. Berners-Lee et al., RFC 3986, section 6.2, 2005, https://www.rfc-editor.org/rfc/rfc3986

    Examples
    --------
    >>> canonical_url("HTTPS://Example.org:443/a%2db?utm_source=x&id=7#top")
    'https://example.org/a-b?id=7'
    >>> canonical_url("mailto:desk@example.org") is None
    True
    """
    if not isinstance(url, str) or len(url) > 20_000:
        return None
    try:
        parts = urlsplit(url.strip())
        scheme, host = parts.scheme.lower(), parts.netloc.rpartition("@")[2].lower()
    except ValueError:
        return None
    host = host.removesuffix(_DEFAULT_PORTS.get(scheme, " ")).rstrip(".")
    if scheme not in _DEFAULT_PORTS or not host or _UNSAFE.search(host):
        return None
    query = "&".join(p for p in parts.query.split("&") if p and not _is_tracking(p)) if parts.query else ""
    return f"{scheme}://{_one_spelling(host)}{_one_spelling(parts.path) or '/'}" + (
        f"?{_one_spelling(query)}" if query else "")


def article_id(canonical: str) -> str:
    """Stable id of an article: 16 hexadecimal digits of the hash of its canonical address.

    http and https, ``www.`` and a closing slash do not make two articles.

    Parameters
    ----------
    canonical : str
        An address cleaned by `canonical_url`, or any other text that says which article it is.

    Returns
    -------
    str
        Sixteen hexadecimal digits.

    References
    ----------
    .. [1] M.-J. Saarinen, J.-P. Aumasson, RFC 7693, The BLAKE2 Cryptographic Hash, 2015.

    Examples
    --------
    >>> article_id("https://www.example.org/a/") == article_id("http://example.org/a")
    True
    """
    key = canonical.partition("://")[2] or canonical
    path, mark, query = key.removeprefix("www.").partition("?")
    return blake2b((path.rstrip("/") + mark + query).encode("utf-8", "replace"), digest_size=8).hexdigest()


def host_of(url: str | None) -> str | None:
    """Host of an address (or the host itself) in lower case, without ``www.`` and port."""
    if not isinstance(url, str):
        return None
    try:
        host = urlsplit(url.strip() if "//" in url else "//" + url.strip()).hostname
    except ValueError:
        return None
    return host.removeprefix("www.").rstrip(".") or None if host else None


def _is_tracking(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)


def _one_spelling(part: str) -> str:
    if "%" in part:
        part = _PERCENT.sub(_unescape, part)
    return part if part.isascii() and not _UNSAFE.search(part) else quote(part, safe=_KEPT, errors="replace")


def _unescape(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if character in _UNRESERVED else match[0].upper()
