package io.biplane.storage.chronicle;

import io.biplane.kernel.disk.Disposable;
import io.biplane.kernel.host.Disk;

import java.nio.file.Path;
import java.util.TreeMap;

/**
 * What the processes of one simulated machine have open in real files. The operating system closes a killed process's files; here
 * the JVM lives on, so whoever comes next on the machine closes what its dead predecessor left open, without noting that it
 * was closed in order: it finds what a killed process leaves. The end of the simulation does the same for the last one.
 *
 * <p>Thread: the simulation's.
 */
public final class MachineFiles implements Disposable {
    private final TreeMap<Path, Opened> byPath = new TreeMap<>();

    /** Each process has a hand of its own on its machine's disk. */
    private record Opened(Disk by, ChronicleEntries entries) {}

    private MachineFiles() {}

    /**
     * As {@link ChronicleEntries#inFile(Path, String, ChronicleSizing, String)}, for a process of a simulated machine.
     *
     * @param disk the process's hand on the machine's disk
     */
    public static ChronicleEntries open(
            Disk disk, Path directory, String name, ChronicleSizing sizing, String user) {
        MachineFiles files = disk.volume("open-files", MachineFiles::new);
        Path path = directory.toAbsolutePath().normalize().resolve(name);
        Opened before = files.byPath.get(path);
        if (before != null && before.by() != disk) {
            before.entries().abandon();
        }
        ChronicleEntries entries = ChronicleEntries.inFile(directory, name, sizing, user);
        files.byPath.put(path, new Opened(disk, entries));
        return entries;
    }

    @Override
    public void dispose() {
        byPath.values().forEach(opened -> opened.entries().abandon());
        byPath.clear();
    }
}
