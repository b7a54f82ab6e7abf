package io.biplane.storage.engine;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.kernel.host.Disk;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The one {@link Engine}: a process's hand on a {@link MvccVolume}, whatever the store behind it. */
final class MvccEngine implements Engine {
    private final MvccVolume volume;
    private final MvccReader reader;
    private final Disk disk;

    /** What power loss takes changes back in: the volume as the latest process has it. */
    private final Supplier<MvccVolume> latest;

    MvccEngine(MvccVolume volume, Disk disk) {
        this(volume, disk, () -> volume);
    }

    MvccEngine(MvccVolume volume, Disk disk, Supplier<MvccVolume> latest) {
        this.latest = latest;
        this.volume = volume;
        this.reader = new MvccReader(volume);
        this.disk = disk;
    }

    MvccVolume volume() {
        return volume;
    }

    @Override
    public void apply(WriteBatch batch) {
        if (batch.isEmpty()) {
            return;
        }
        if (batch.growthBytes() > 0 && !disk.hasRoomFor(batch.growthBytes())) {
            throw new StoreFullException("no room on the disk for " + batch);
        }
        long before = volume.usedBytes();
        UndoLog undo = volume.apply(batch);
        disk.written(volume.usedBytes() - before, () -> undo.run(latest.get()));
    }

    @Override
    public void sync(Disk.SyncListener listener) {
        disk.sync(listener);
    }

    @Override
    public Optional<Version> get(Key key, Timestamp at) {
        VersionChain chain = volume.chain(key);
        int index = chain == null ? -1 : chain.indexAtOrBelow(at);
        if (index < 0 || chain.slot(index).tombstone()) {
            return Optional.empty();
        }
        return Optional.of(volume.store().load(key, chain.slot(index)));
    }

    @Override
    public Optional<Version> versionAt(Key key, Timestamp at) {
        VersionChain chain = volume.chain(key);
        int index = chain == null ? -1 : chain.indexAtOrBelow(at);
        return index < 0
                ? Optional.empty()
                : Optional.of(volume.store().load(key, chain.slot(index)));
    }

    @Override
    public Optional<Version> newest(Key key) {
        VersionChain chain = volume.chain(key);
        return chain == null
                ? Optional.empty()
                : Optional.of(volume.store().load(key, chain.newest()));
    }

    @Override
    public Optional<Timestamp> newestTimestamp(Key key) {
        VersionChain chain = volume.chain(key);
        return chain == null ? Optional.empty() : Optional.of(chain.newest().at());
    }

    @Override
    public boolean changed(Key key, Timestamp after, Timestamp upTo) {
        VersionChain chain = volume.chain(key);
        return chain != null && MvccReader.changed(chain, after, upTo);
    }

    @Override
    public Optional<Key> firstChanged(Span span, Timestamp after, Timestamp upTo) {
        return reader.firstChanged(span, after, upTo);
    }

    @Override
    public ScanResult scan(Span span, Timestamp at, ScanLimits limits) {
        return reader.scan(span, at, limits, false);
    }

    @Override
    public ScanResult scanReverse(Span span, Timestamp at, ScanLimits limits) {
        return reader.scan(span, at, limits, true);
    }

    @Override
    public void forEachVersion(Span span, VersionVisitor visitor) {
        reader.forEachVersion(span, visitor);
    }

    @Override
    public Optional<byte[]> local(Key key) {
        return volume.local(key);
    }

    @Override
    public List<LocalRecord> locals(Span span) {
        return reader.locals(span);
    }

    @Override
    public SpanSnapshot export(List<Span> versionSpans, List<Span> localSpans) {
        return reader.export(versionSpans, localSpans);
    }

    @Override
    public SpanStatistics statistics(Span span, Timestamp now) {
        return reader.statistics(span, now);
    }

    @Override
    public Optional<Key> middleKey(Span span) {
        return reader.middleKey(span);
    }

    @Override
    public long checksum(Span span) {
        return reader.checksum(span);
    }

    @Override
    public long localChecksum(Span span) {
        return reader.localChecksum(span);
    }

    @Override
    public long usedBytes() {
        return volume.usedBytes();
    }

    @Override
    public void close() {
        volume.store().close();
    }
}
