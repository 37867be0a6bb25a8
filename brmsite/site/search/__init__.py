"""The search index: what can be found, by which words, in small scripts loaded as they are needed.

It works from a disk and without a server, so the data travels as scripts that call one function
(`brmsiteSearch.put`). `documents.py` says what can be found, `entries.py` what of it is kept from
one index to the next, `tokens.py` how words are compared, `numbers.py` what stands for a page in
the lists, `index.py` how it is all cut into files. The reader's side is
`layouts/assets/search.js`.
"""
