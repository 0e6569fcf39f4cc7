"""Settings of the documentation site; `make docs` builds it and fails where a link or an example is broken."""

import sys
from pathlib import Path

import toolkit

sys.path.insert(0, str(Path(__file__).parent / "extensions"))

project = "media-analysis-toolkit"
author = "the media-analysis-toolkit authors"
copyright = f"{author}; Apache-2.0"
version = release = toolkit.__version__
language = "en_GB"

extensions = ["sphinx.ext.autodoc", "sphinx.ext.napoleon", "myst_parser", "examples", "generated", "mathml"]
myst_enable_extensions = ["dollarmath", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
default_role = "py:obj"
smartquotes = False  # a quotation mark in the docs is the one that is typed

napoleon_google_docstring = False
napoleon_use_rtype = False
autodoc_member_order = "bysource"
autodoc_typehints = "none"  # the signature and the Parameters section say it; a third time would be noise
add_module_names = False
python_maximum_signature_line_length = 88

html_math_renderer = "mathml"
html_theme = "furo"  # brings its own fonts and scripts: the site works from the file system, without a network
html_title = "media-analysis-toolkit"
html_static_path = ["style"]
html_css_files = ["docs.css"]
html_copy_source = False
html_show_sphinx = False
