package io.biplane.storage.chronicle;

import io.biplane.base.invariant.InvariantViolation;

import net.openhft.chronicle.hash.ChronicleHashClosedException;
import net.openhft.chronicle.hash.Data;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Bytes under keys in a Chronicle Map, written so that a process killed at any instant leaves each entry whole or absent.
 *
 * <p>Rules that make it so, each found by killing writers: an entry is only ever put under a key that is not there (putting
 * over an entry is not atomic); after anything but a close in order the file is opened by recovery (a killed writer leaves
 * a lock behind that blocks the next write for a minute); a value too large for one segment is cut into pieces that are written
 * before the entry that makes them count.
 *
 * <p>The first byte of every key belongs to this class and is 0 when a caller gives or gets a key.
 *
 * <p>The first map of a JVM costs one to three seconds (it generates and compiles classes), later ones under a
 * millisecond; so a map is made at the first need, and all maps of a JVM share what was compiled.
 */
public final class ChronicleEntries implements AutoCloseable {
    /** Larger values are cut. Our choice: well below the smallest segment tier of the sizings in use. */
    static final int PIECE_BYTES = 16 * 1024;

    private static final byte WHOLE = 0;
    private static final byte HEAD = 1;
    private static final byte PIECE = 2;

    private final ChronicleMap<byte[], byte[]> map;
    private final Optional<OpenFile> file;

    private record OpenFile(
            Path state, ChronicleSizing sizing, boolean recovered, StoreLock lock) {}

    private ChronicleEntries(ChronicleMap<byte[], byte[]> map, Optional<OpenFile> file) {
        this.map = map;
        this.file = file;
    }

    /** A map in memory outside the heap; given back when nothing refers to it any more. */
    public static ChronicleEntries inMemory(ChronicleSizing sizing) {
        try {
            return new ChronicleEntries(
                    MapMaking.make(() -> builder(sizing).create()), Optional.empty());
        } catch (IOException impossible) {
            throw new UncheckedIOException("a map in memory", impossible);
        }
    }

    /** As {@link #inFile(Path, String, ChronicleSizing, String)}, by a user without a name. */
    public static ChronicleEntries inFile(Path directory, String name, ChronicleSizing sizing) {
        return inFile(directory, name, sizing, "");
    }

    /**
     * The map in the file {@code name} of {@code directory}, made if it is not there, recovered if it was not closed in order. Takes
     * as long as the map is large when it is recovered.
     *
     * <p>Until it is closed, or its process ends, nobody else can open it: {@code NAME.lock} is locked.
     *
     * @param sizing for a new file; an existing one keeps its own
     * @param user who opens it, such as {@code actor system shop}, told to those who are refused meanwhile
     * @throws StoreInUseException when it is open, in this process or another
     */
    public static ChronicleEntries inFile(
            Path directory, String name, ChronicleSizing sizing, String user) {
        try {
            Files.createDirectories(directory);
            StoreLock lock = StoreLock.acquire(directory, name, user);
            boolean opened = false;
            try {
                ChronicleEntries entries = openLocked(directory, name, sizing, lock);
                opened = true;
                return entries;
            } finally {
                if (!opened) {
                    lock.release();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + directory.resolve(name), e);
        }
    }

    private static ChronicleEntries openLocked(
            Path directory, String name, ChronicleSizing sizing, StoreLock lock)
            throws IOException {
        Path data = directory.resolve(name + ".map");
        Path state = directory.resolve(name + ".state");
        if (!Files.exists(state)) {
            // A process killed while it made the file had not stored anything yet.
            Files.deleteIfExists(data);
            ChronicleMap<byte[], byte[]> map = make(data, sizing, true);
            new FileState(sizing, false).write(state);
            return new ChronicleEntries(map, Optional.of(new OpenFile(state, sizing, false, lock)));
        }
        FileState before = FileState.read(state);
        new FileState(before.sizing(), false).write(state);
        ChronicleMap<byte[], byte[]> map = make(data, before.sizing(), before.clean());
        ChronicleEntries entries = new ChronicleEntries(
                map, Optional.of(new OpenFile(state, before.sizing(), !before.clean(), lock)));
        return before.clean()
                ? entries
                : entries.load(recovered -> {
                    recovered.dropLoosePieces();
                    return recovered;
                });
    }

    private static ChronicleMap<byte[], byte[]> make(
            Path data, ChronicleSizing sizing, boolean clean) throws IOException {
        return MapMaking.make(() -> clean
                ? builder(sizing).createPersistedTo(data.toFile())
                : builder(sizing).recoverPersistedTo(data.toFile(), true));
    }

    private static ChronicleMapBuilder<byte[], byte[]> builder(ChronicleSizing sizing) {
        return ChronicleMapBuilder.of(byte[].class, byte[].class)
                .entries(sizing.entries())
                .averageKeySize(sizing.averageKeyBytes())
                .averageValueSize(sizing.averageValueBytes())
                .maxBloatFactor(sizing.bloatFactor())
                .putReturnsNull(true)
                .removeReturnsNull(true)
                .skipCloseOnExitHook(true);
    }

    /** Whether the file was found not closed in order. */
    public boolean wasRecovered() {
        return file.map(OpenFile::recovered).orElse(false);
    }

    /** Whether a process that is killed finds its entries again. */
    public boolean isInFile() {
        return file.isPresent();
    }

    /**
     * Stores a value under a key that is not there.
     *
     * @return false when it does not fit; nothing is stored then
     */
    public boolean put(byte[] key, byte[] value) {
        if (value.length <= PIECE_BYTES) {
            return putOne(key, value);
        }
        int pieces = (value.length + PIECE_BYTES - 1) / PIECE_BYTES;
        for (int i = 0; i < pieces; i++) {
            int from = i * PIECE_BYTES;
            byte[] piece =
                    Arrays.copyOfRange(value, from, Math.min(value.length, from + PIECE_BYTES));
            if (!putOne(pieceKey(key, i), piece)) {
                removePieces(key, i);
                return false;
            }
        }
        byte[] length = ByteBuffer.allocate(4).putInt(value.length).array();
        if (!putOne(withForm(key, HEAD), length)) {
            removePieces(key, pieces);
            return false;
        }
        return true;
    }

    /** The map tells by these two exceptions that it is full, or that an entry is larger than a segment. */
    private boolean putOne(byte[] key, byte[] value) {
        try {
            map.put(key, value);
            return true;
        } catch (ChronicleHashClosedException misuse) {
            throw new InvariantViolation("a map is used after it was closed", misuse);
        } catch (IllegalStateException | IllegalArgumentException full) {
            return false;
        }
    }

    /** The value under a key. */
    public Optional<byte[]> get(byte[] key) {
        byte[] whole = map.get(key);
        if (whole != null) {
            return Optional.of(whole);
        }
        byte[] length = map.get(withForm(key, HEAD));
        return length == null
                ? Optional.empty()
                : Optional.of(join(key, ByteBuffer.wrap(length).getInt()));
    }

    private byte[] join(byte[] key, int length) {
        byte[] value = new byte[length];
        for (int i = 0, from = 0; from < length; i++) {
            byte[] piece = map.get(pieceKey(key, i));
            if (piece == null) {
                throw new InvariantViolation("piece " + i + " of a stored value is missing");
            }
            System.arraycopy(piece, 0, value, from, piece.length);
            from += piece.length;
        }
        return value;
    }

    /** Drops an entry if it is there. */
    public void remove(byte[] key) {
        byte[] headKey = withForm(key, HEAD);
        byte[] length = map.containsKey(key) ? null : map.get(headKey);
        if (length == null) {
            map.remove(key);
            return;
        }
        map.remove(headKey); // first, so that a killed process leaves loose pieces at worst
        removePieces(key, (ByteBuffer.wrap(length).getInt() + PIECE_BYTES - 1) / PIECE_BYTES);
    }

    private void removePieces(byte[] key, int count) {
        for (int i = 0; i < count; i++) {
            map.remove(pieceKey(key, i));
        }
    }

    /** Shows all entries; the visitor must not change the map. */
    public void forEach(EntryVisitor visitor) {
        map.forEachEntry(entry -> {
            byte[] key = copy(entry.key());
            if (key[0] == WHOLE) {
                visitor.visit(key, Math.toIntExact(entry.value().size()));
            } else if (key[0] == HEAD) {
                key[0] = WHOLE;
                visitor.visit(key, ByteBuffer.wrap(copy(entry.value())).getInt());
            }
        });
    }

    /** The map's iteration reuses one array; without a fresh one all keys would be the last one. */
    private static byte[] copy(Data<byte[]> data) {
        return data.getUsing(null);
    }

    /** Drops pieces whose head was never written, or was removed before them. */
    private void dropLoosePieces() {
        TreeSet<byte[]> heads = new TreeSet<>(Arrays::compareUnsigned);
        List<byte[]> pieces = new ArrayList<>();
        map.forEachEntry(entry -> {
            byte[] key = copy(entry.key());
            if (key[0] == HEAD) {
                heads.add(key);
            } else if (key[0] == PIECE) {
                pieces.add(key);
            }
        });
        for (byte[] piece : pieces) {
            byte[] head = Arrays.copyOf(piece, piece.length - 4);
            head[0] = HEAD;
            if (!heads.contains(head)) {
                map.remove(piece);
            }
        }
    }

    private static byte[] withForm(byte[] key, byte form) {
        byte[] changed = key.clone();
        changed[0] = form;
        return changed;
    }

    private static byte[] pieceKey(byte[] key, int index) {
        byte[] piece = Arrays.copyOf(key, key.length + 4);
        piece[0] = PIECE;
        ByteBuffer.wrap(piece).putInt(key.length, index);
        return piece;
    }

    /**
     * Closes a map in a file, notes that it was closed in order and lets others open it; a map in memory gives its memory back. No
     * effect the second time.
     */
    @Override
    public void close() {
        if (map.isClosed()) {
            return;
        }
        map.close();
        file.ifPresent(open -> {
            new FileState(open.sizing(), true).write(open.state());
            open.lock().release();
        });
    }

    /** The store that {@code loader} makes of the entries; when it fails they are given back as they were found. */
    public <S> S load(Function<ChronicleEntries, S> loader) {
        boolean loaded = false;
        try {
            S store = loader.apply(this);
            loaded = true;
            return store;
        } finally {
            if (!loaded) {
                abandon();
            }
        }
    }

    /** Gives a map back as the operating system does when its process is killed: the next to open it finds it not closed in order. */
    void abandon() {
        if (map.isClosed()) {
            return;
        }
        map.close();
        file.ifPresent(open -> open.lock().release());
    }
}
