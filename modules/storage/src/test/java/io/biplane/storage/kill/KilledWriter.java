package io.biplane.storage.kill;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.biplane.storage.engine.Engine;
import io.biplane.storage.journal.ChronicleLogStore;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The child process: goes on where its predecessor was killed and acknowledges every step in a file. A pipe would not do: the child
 * would mostly wait for its reader, and be killed there.
 */
public final class KilledWriter {
    private KilledWriter() {}

    /** Writes for ever. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        ChronicleLogStore journal = Workload.openJournal(directory);
        Engine engine = Workload.openEngine(directory);
        long inJournal = journal.highestSequenceNumber(Workload.LOG) / Workload.EVENTS_PER_BATCH;
        long inEngine = Workload.applied(engine);
        try (FileOutputStream acknowledgements =
                new FileOutputStream(directory.resolve("acknowledged").toFile(), true)) {
            while (true) {
                inJournal++;
                journal.append(Workload.LOG, Workload.journalBatch(inJournal));
                if (inJournal % 20 == 0) {
                    journal.deleteTo(Workload.LOG, Workload.deletedTo(inJournal));
                }
                acknowledgements.write(("J" + inJournal + "\n").getBytes(US_ASCII));
                inEngine++;
                engine.apply(Workload.engineBatch(inEngine));
                acknowledgements.write(("E" + inEngine + "\n").getBytes(US_ASCII));
            }
        }
    }
}
