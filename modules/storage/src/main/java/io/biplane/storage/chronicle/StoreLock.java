package io.biplane.storage.chronicle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Makes one store the only user of its files: an operating system's lock on {@code NAME.lock} beside them, held until {@link
 * #release} or the end of the process, whichever way it ends. The lock counts, not the file: one that a killed process left is no
 * obstacle, and is never removed, because a third process may just be waiting for it.
 *
 * <p>The file names its owner for those who are refused. The byte that is locked lies behind any text, so that the
 * text can be read where locks keep readers out.
 *
 * <p>POSIX takes all of a process's locks on a file away when the process closes any descriptor of it (fcntl(2)). So
 * within a JVM a table refuses the second user before the file is touched; where the table does not reach, because this class was loaded
 * twice, the refused descriptor stays open for good.
 *
 * <p>Called on any thread.
 */
final class StoreLock {
    /** Our choice: no owner's text is as long. */
    private static final long LOCKED_AT = Long.MAX_VALUE - 1;

    private static final int OWNER_BYTES_MAX = 4_096;

    /** What this class holds in this JVM, by file. Guarded by the class. */
    private static final TreeMap<Path, StoreLock> HELD = new TreeMap<>();

    /** Descriptors whose closing would end another's lock. Guarded by the class. */
    private static final List<FileChannel> KEPT_OPEN = new ArrayList<>();

    private final Path file;
    private final String owner;
    private final FileChannel channel;

    private StoreLock(Path file, String owner, FileChannel channel) {
        this.file = file;
        this.owner = owner;
        this.channel = channel;
    }

    /**
     * Locks the store {@code name} in {@code directory}, which exists.
     *
     * @param user who opens it, for whoever comes second, such as {@code actor system shop}; may be empty
     * @throws StoreInUseException when it is in use, by this process or another
     */
    static synchronized StoreLock acquire(Path directory, String name, String user)
            throws IOException {
        Path file = directory.toRealPath().resolve(name + ".lock");
        StoreLock held = HELD.get(file);
        if (held != null) {
            throw StoreInUseException.of(file, held.owner, since(file));
        }
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock(LOCKED_AT, 1, false);
        } catch (OverlappingFileLockException sameProcess) {
            KEPT_OPEN.add(channel);
            throw StoreInUseException.of(file, read(channel), since(file));
        } catch (IOException unlockable) {
            channel.close();
            throw unlockable;
        }
        if (lock == null) {
            try (channel) {
                throw StoreInUseException.of(file, read(channel), since(file));
            }
        }
        StoreLock acquired = new StoreLock(file, describe(user), channel);
        acquired.write();
        HELD.put(file, acquired);
        return acquired;
    }

    /** {@code process 4711@host}, then the user. */
    private static String describe(String user) {
        String process = "process " + ManagementFactory.getRuntimeMXBean().getName();
        return user.isEmpty() ? process : process + ", " + user;
    }

    /** The file's time of change is when its owner wrote its name. */
    private static String since(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toString();
    }

    private void write() throws IOException {
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((owner + "\n").getBytes(UTF_8)), 0);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(OWNER_BYTES_MAX);
        channel.read(text, 0);
        return new String(text.array(), 0, text.position(), UTF_8).strip();
    }

    /** Lets others in. No effect the second time. */
    void release() {
        synchronized (StoreLock.class) {
            if (HELD.remove(file, this)) {
                try {
                    channel.close();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException("cannot give " + file + " back", e);
                }
            }
        }
    }
}
