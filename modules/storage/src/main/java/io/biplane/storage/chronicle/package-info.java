/**
 * Chronicle Map as this project uses it: bytes under keys, in memory outside the heap or in a file, whole or absent after a kill.
 *
 * <p>Entry type: {@link io.biplane.storage.chronicle.ChronicleEntries}. All rules that using a Chronicle Map safely takes
 * stand there, so that the engine and the journals above it need to know none of them. {@link io.biplane.storage.chronicle.ReadCache}
 * spares those above the second reading of the same (docs/decisions/0093).
 *
 * <p>Left out: order (the map has none that may be relied on; the layers above keep their own indexes), transactions over
 * several entries (the engine writes a batch as one entry first; a journal batch is one entry), use of one file by two
 * processes (a lock beside it refuses the second; docs/decisions/0110), and flushing: what is written is in the operating system's page cache and so survives the process, not
 * the machine.
 *
 * <p>Invariants: no entry is put over another; a value that can be read was written whole; a file not closed in order is
 * recovered before its first use.
 *
 * <p>Thread and time: entries may be read from any thread, changed by one at a time; a cache belongs to one thread. No time of its own, no background thread but
 * Chronicle's idle releaser. Needs a JDK, not a JRE, and the JVM flags of the root pom.
 *
 * <p>Sources: Chronicle Map 2026.1 as measured.
 *
 * <p>Decisions: docs/decisions/0021, docs/decisions/0093, docs/decisions/0110.
 */
package io.biplane.storage.chronicle;
