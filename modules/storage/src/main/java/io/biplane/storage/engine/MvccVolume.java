package io.biplane.storage.engine;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.base.random.SimRandom;
import io.biplane.kernel.disk.Corruptible;
import io.biplane.kernel.disk.Disposable;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The data of one engine: the ordered index of versions, the local records, and the store behind them. It is what lies on
 * a machine's disk, so it outlives the process and its {@link MvccEngine}.
 *
 * <p>Invariant: the index has exactly the versions the store has; no chain in it is empty; {@link #usedBytes()} is the
 * sum over both keyspaces.
 */
final class MvccVolume implements Corruptible, Disposable {
    private final VersionStore store;
    private final TreeMap<Key, VersionChain> versions;
    private final TreeMap<Key, byte[]> locals;
    private long usedBytes;

    MvccVolume(VersionStore store) {
        this(store, new TreeMap<>(), new TreeMap<>());
    }

    /** A volume over what {@code store} already holds. */
    MvccVolume(
            VersionStore store, TreeMap<Key, VersionChain> versions, TreeMap<Key, byte[]> locals) {
        this.store = store;
        this.versions = versions;
        this.locals = locals;
        for (VersionChain chain : versions.values()) {
            for (int i = 0; i < chain.count(); i++) {
                usedBytes += chain.bytesOf(chain.slot(i));
            }
        }
        locals.forEach((key, value) -> usedBytes += key.length() + value.length);
    }

    VersionStore store() {
        return store;
    }

    @Override
    public void dispose() {
        store.dispose();
    }

    long usedBytes() {
        return usedBytes;
    }

    /** The chain of {@code key}, null when there is none: the hot path of every read, hence no Optional. */
    VersionChain chain(Key key) {
        return versions.get(key);
    }

    NavigableMap<Key, VersionChain> chains(Span span) {
        return versions.subMap(span.start(), true, span.end(), false);
    }

    Optional<byte[]> local(Key key) {
        return Optional.ofNullable(locals.get(key));
    }

    NavigableMap<Key, byte[]> locals(Span span) {
        return locals.subMap(span.start(), true, span.end(), false);
    }

    /**
     * Makes the batch's changes.
     *
     * @return the way back
     * @throws StoreFullException when they do not fit; all is as before then
     */
    UndoLog apply(WriteBatch batch) {
        UndoLog undo = new UndoLog();
        store.begin(batch);
        try {
            List<WriteOperation> operations = batch.operations();
            for (int i = 0; i < operations.size(); i++) {
                perform(operations.get(i), undo, false);
            }
        } catch (StoreFullException | InvariantViolation failure) {
            undo.run(this);
            throw failure;
        } finally {
            store.end();
        }
        return undo;
    }

    /** Does again what a killed process may have left half done: versions found with other content are replaced. */
    void redo(WriteBatch batch) {
        UndoLog unused = new UndoLog();
        batch.operations().forEach(operation -> perform(operation, unused, true));
    }

    private void perform(WriteOperation operation, UndoLog undo, boolean redo) {
        if (operation instanceof WriteOperation.Put put) {
            put(put.version(), undo, redo);
        } else if (operation instanceof WriteOperation.PutLocal put) {
            putLocal(put.key(), put.value(), undo);
        } else if (operation instanceof WriteOperation.Remove remove) {
            remove(remove.key(), remove.at(), undo);
        } else if (operation instanceof WriteOperation.RemoveLocal remove) {
            removeLocal(remove.key(), undo);
        } else if (operation instanceof WriteOperation.Clear clear) {
            clear(clear.span(), undo);
        } else if (operation instanceof WriteOperation.ClearLocals clear) {
            clearLocals(clear.span(), undo);
        } else if (operation instanceof WriteOperation.CollectGarbage collect) {
            collectGarbage(collect.span(), collect.threshold(), undo);
        } else if (operation instanceof WriteOperation.Import load) {
            load(load.snapshot(), undo, redo);
        } else {
            throw new InvariantViolation("no case for " + operation);
        }
    }

    private void put(Version version, UndoLog undo, boolean replace) {
        Key key = version.key();
        VersionChain chain = versions.get(key);
        if (chain == null) {
            VersionStore.Slot slot = store.put(version);
            VersionChain added = new VersionChain(key);
            added.insert(slot);
            versions.put(key, added);
            usedBytes += added.bytesOf(slot);
        } else {
            int present = chain.indexOf(version.at());
            if (present >= 0) {
                Version before = store.load(chain.key(), chain.slot(present));
                if (sameContent(before, version)) {
                    return;
                }
                if (!replace && !undo.added(key, version.at())) {
                    throw new InvariantViolation(before + " is to be overwritten by " + version);
                }
                undo.add(new UndoLog.Removed(before));
                drop(chain, present);
            }
            VersionStore.Slot slot = store.put(version);
            chain.insert(slot);
            usedBytes += chain.bytesOf(slot);
            if (chain.count() == 1) {
                versions.put(key, chain); // replacing the only version had emptied the chain
            }
        }
        undo.add(new UndoLog.Added(key, version.at()));
    }

    private static boolean sameContent(Version one, Version other) {
        return one.tombstone() == other.tombstone() && Arrays.equals(one.value(), other.value());
    }

    private void remove(Key key, Timestamp at, UndoLog undo) {
        VersionChain chain = versions.get(key);
        int index = chain == null ? -1 : chain.indexOf(at);
        if (index >= 0) {
            removeAt(chain, index, undo);
            if (chain.count() == 0) {
                versions.remove(key);
            }
        }
    }

    /** Takes one version out and notes it; the caller drops an emptied chain from the index. */
    private void removeAt(VersionChain chain, int index, UndoLog undo) {
        undo.add(new UndoLog.Removed(store.load(chain.key(), chain.slot(index))));
        drop(chain, index);
    }

    private void drop(VersionChain chain, int index) {
        VersionStore.Slot slot = chain.slot(index);
        store.remove(chain.key(), slot);
        chain.removeAt(index);
        usedBytes -= chain.bytesOf(slot);
    }

    private void clear(Span span, UndoLog undo) {
        for (Iterator<VersionChain> i = chains(span).values().iterator(); i.hasNext(); ) {
            VersionChain chain = i.next();
            while (chain.count() > 0) {
                removeAt(chain, 0, undo);
            }
            i.remove();
        }
    }

    private void collectGarbage(Span span, Timestamp threshold, UndoLog undo) {
        for (Iterator<VersionChain> i = chains(span).values().iterator(); i.hasNext(); ) {
            VersionChain chain = i.next();
            int newest = chain.indexAtOrBelow(threshold);
            // Oldest first: if the process is killed on the way, no older value comes back to life.
            for (; newest > 0; newest--) {
                removeAt(chain, 0, undo);
            }
            if (newest == 0 && chain.slot(0).tombstone()) {
                removeAt(chain, 0, undo);
            }
            if (chain.count() == 0) {
                i.remove();
            }
        }
    }

    private void putLocal(Key key, byte[] value, UndoLog undo) {
        store.putLocal(key, value);
        byte[] before = locals.put(key, value);
        usedBytes += value.length + (before == null ? key.length() : -before.length);
        undo.add(new UndoLog.Local(key, Optional.ofNullable(before)));
    }

    private void removeLocal(Key key, UndoLog undo) {
        byte[] before = locals.get(key);
        if (before != null) {
            store.removeLocal(key);
            locals.remove(key);
            usedBytes -= key.length() + before.length;
            undo.add(new UndoLog.Local(key, Optional.of(before)));
        }
    }

    private void clearLocals(Span span, UndoLog undo) {
        List<Key> keys = List.copyOf(locals(span).keySet());
        keys.forEach(key -> removeLocal(key, undo));
    }

    private void load(SpanSnapshot snapshot, UndoLog undo, boolean redo) {
        snapshot.versionSpans().forEach(span -> clear(span, undo));
        snapshot.localSpans().forEach(span -> clearLocals(span, undo));
        snapshot.versions().forEach(version -> put(version, undo, redo));
        snapshot.locals().forEach(local -> putLocal(local.key(), local.value(), undo));
    }

    /** Undoes one step; used when a batch does not fit and at power loss. */
    void takeBack(UndoLog.Step step) {
        UndoLog unused = new UndoLog();
        if (step instanceof UndoLog.Added added) {
            remove(added.key(), added.at(), unused);
        } else if (step instanceof UndoLog.Removed removed) {
            put(removed.version(), unused, false);
        } else if (step instanceof UndoLog.Local local && local.before().isPresent()) {
            putLocal(local.key(), local.before().get(), unused);
        } else if (step instanceof UndoLog.Local local) {
            removeLocal(local.key(), unused);
        } else {
            throw new InvariantViolation("no case for " + step);
        }
    }

    /** Flips one bit in one version's value; no index, count or size shows it, only the value and the checksum do. */
    @Override
    public String corrupt(SimRandom random) {
        int left = versions.isEmpty() ? 0 : random.nextInt(versions.size());
        for (VersionChain chain : versions.values()) {
            if (left-- == 0) {
                return corrupt(chain, random);
            }
        }
        return "nothing to rot";
    }

    private String corrupt(VersionChain chain, SimRandom random) {
        int index = random.nextInt(chain.count());
        Version sound = store.load(chain.key(), chain.slot(index));
        if (sound.valueBytes() == 0) {
            return sound + " has no bits to rot";
        }
        byte[] rotten = sound.value().clone();
        int bit = random.nextInt(rotten.length * Byte.SIZE);
        rotten[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
        store.remove(chain.key(), chain.slot(index));
        chain.removeAt(index);
        chain.insert(store.put(Version.of(chain.key(), sound.at(), rotten)));
        return "bit " + bit + " of " + sound;
    }
}
