package io.biplane.storage.chronicle;

import io.biplane.storage.engine.ChronicleEngine;
import io.biplane.storage.fake.FakeDisk;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A child process that opens stores, says so or why not, a line each, and holds them until it is killed or its input ends. */
public final class StoreHolder {
    private static final ChronicleSizing SIZING = new ChronicleSizing(1_000, 24, 64, 10);

    private StoreHolder() {}

    /** Opens {@code journal}, {@code snapshots} and {@code engine} in a directory, those that the arguments name. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        for (int i = 1; i < arguments.length; i++) {
            try {
                open(directory, arguments[i]);
                Files.writeString(
                        directory.resolve("locale"), Locale.getDefault().toString());
                System.out.println("open");
            } catch (StoreInUseException refused) {
                System.out.println(refused.getMessage());
            }
        }
        while (System.in.read() >= 0) {
            // The parent says nothing; the end of input is its end.
        }
    }

    static AutoCloseable open(Path directory, String name) {
        return name.equals("engine")
                ? ChronicleEngine.openFile(directory, SIZING, FakeDisk.immediate())
                : ChronicleEntries.inFile(directory, name, SIZING, "actor system " + name);
    }
}
