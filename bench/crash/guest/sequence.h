#ifndef WARRANT_CRASH_SEQUENCE_H
#define WARRANT_CRASH_SEQUENCE_H
/*
 * Runs sequences of operations, each in a fresh folder of the working directory: a line of the file is
 * `ID SETUP | OPERATION; OPERATION; …`. Set-up is made durable before the recording begins. The state before the
 * first operation and after each is printed (`! ID prefix TEXT`) and promised as `K done`, then the log is
 * committed by way of another file, and at last everything is written back.
 */
int sequences(const char *file);
/* Oracle: says what the folder of sequence ID holds. */
int sequence_oracle(const char *folder);
#endif
