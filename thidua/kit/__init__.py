"""Tools with no word of the domain in them.

clock       the only now()
exact       numbers kept as whole thousandths
refusal     a polite no, as a value and as an exception
doors       who a page opens to; a page without a door stops the site from starting
answer      page or fragment, form attempts, downloads
files       what an uploaded file is, and keeping it
workbook_…  a workbook opened safely, and one being written
pictures    a picture as a file, without the place where it was taken
preview     a small picture of a file
ical        calendars other programs read
signed      the signatures inside a PDF
signing     the site's own signature
signer      the process that may hold its key
listening   where the servers listen, and their TLS
apart       a program of ours run on somebody else's bytes
viet        dates in words, search without accents
living      the living page: every part of the pages, in every state
middleware  content security policy, language, refusals
"""
