"""Reads an mbox with Python's own mailbox and email packages and touches what an indexer needs."""
import mailbox, sys, time

start = time.perf_counter()
count = 0
for message in mailbox.mbox(sys.argv[1]):
    for name in ('message-id', 'in-reply-to', 'references', 'from', 'date', 'subject'):
        message[name]
    for part in message.walk():
        if part.get_content_type() == 'text/plain':
            part.get_payload(decode=True)
    count += 1
print(count, time.perf_counter() - start)
