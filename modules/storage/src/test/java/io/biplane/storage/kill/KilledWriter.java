package io.biplane.storage.kill;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.biplane.storage.engine.Engine;
import io.biplane.storage.journal.ChronicleLogStore;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** The child process: goes on where its predecessor was killed and acknowledges every step on its standard output. */
public final class KilledWriter {
    private KilledWriter() {}

    /** Writes for ever. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        ChronicleLogStore journal = Workload.openJournal(directory);
        Engine engine = Workload.openEngine(directory);
        PrintStream out = new PrintStream(System.out, true, US_ASCII);
        long inJournal = journal.highestSequenceNumber(Workload.LOG) / Workload.EVENTS_PER_BATCH;
        long inEngine = Workload.applied(engine);
        while (true) {
            inJournal++;
            journal.append(Workload.LOG, Workload.journalBatch(inJournal));
            if (inJournal % 20 == 0) {
                journal.deleteTo(Workload.LOG, Workload.deletedTo(inJournal));
            }
            out.print("J" + inJournal + "\n");
            inEngine++;
            engine.apply(Workload.engineBatch(inEngine));
            out.print("E" + inEngine + "\n");
        }
    }
}
