"""Prose. Facts are columns and rows; here is only what is read from top to bottom."""

from django.utils.translation import gettext_lazy as _

from wagtail import blocks

INLINE = ["bold", "italic", "link"]

PROSE = [
    (
        "heading",
        blocks.CharBlock(
            max_length=120,
            icon="title",
            label=_("Heading"),
            description=_("Starts a part of the text."),
            template="components/blocks/heading.html",
            preview_value=_("How it came about"),
        ),
    ),
    (
        "paragraph",
        blocks.RichTextBlock(
            features=[*INLINE, "ol", "ul"],
            icon="pilcrow",
            label=_("Text"),
            description=_("Paragraphs and lists."),
            template="components/blocks/paragraph.html",
            preview_value=_("<p>The commission published its plan in March.</p>"),
        ),
    ),
    (
        "quotation",
        blocks.StructBlock(
            [
                ("text", blocks.TextBlock(label=_("Words"))),
                ("speaker", blocks.CharBlock(label=_("Who said so"), max_length=160)),
                ("source", blocks.URLBlock(label=_("Where"), required=False)),
            ],
            icon="openquote",
            label=_("Quotation"),
            description=_("Somebody's own words, with who said so."),
            template="components/blocks/quotation.html",
            preview_value={
                "text": _("We keep the channel open."),
                "speaker": _("The commission"),
                "source": "",
            },
        ),
    ),
]
