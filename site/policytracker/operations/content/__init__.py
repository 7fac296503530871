"""Content as data: reading and checking it, and bringing it into the site.

`kinds` says what can be loaded. `reading` turns files into rows, `checking` turns rows into records or a list of
problems, `in_site` says what the site has already. `site_tree` makes the pages that records lie below; `vocabulary`
and `loading` write, and `report` says what they did.
"""
