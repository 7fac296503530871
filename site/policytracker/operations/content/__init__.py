"""Content as data: reading and checking it, and bringing it into the site.

`kinds` says what can be loaded, `reading` turns files into records or a list of problems, `site_tree` makes the pages
that records lie below, `vocabulary` and `loading` write.
"""
