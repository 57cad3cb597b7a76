"""Tools with no word of the domain in them.

clock       the only now()
exact       numbers kept as whole thousandths
refusal     a polite no, as a value and as an exception
doors       who a page opens to; a page without a door stops the site from starting
answer      page or fragment, form attempts, downloads
files       what an uploaded file is, and keeping it
viet        dates in words, search without accents
living      the living page: every part of the pages, in every state
middleware  content security policy, language, refusals
"""
