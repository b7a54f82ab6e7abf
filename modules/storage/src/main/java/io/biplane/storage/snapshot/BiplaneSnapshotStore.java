package io.biplane.storage.snapshot;

import akka.dispatch.Futures;
import akka.japi.pf.ReceiveBuilder;
import akka.persistence.SelectedSnapshot;
import akka.persistence.SnapshotMetadata;
import akka.persistence.SnapshotSelectionCriteria;
import akka.persistence.snapshot.japi.SnapshotStore;

import com.typesafe.config.Config;

import io.biplane.kernel.host.Disk;
import io.biplane.kernel.host.HostServices;
import io.biplane.kernel.host.HostSetup;
import io.biplane.storage.codec.PayloadSerializer;
import io.biplane.storage.codec.SerializedPayload;
import io.biplane.storage.commit.GroupCommit;
import io.biplane.storage.commit.SyncFailedException;
import io.biplane.storage.journal.PersistencePlugins;

import scala.PartialFunction;
import scala.concurrent.Future;
import scala.concurrent.Promise;
import scala.runtime.BoxedUnit;

import java.io.NotSerializableException;
import java.util.Optional;

/**
 * The Akka Persistence snapshot store of one node. Configured, synced and failed as the journal is; every snapshot is
 * serialized when it is saved, so a state that goes on changing cannot change it.
 */
public final class BiplaneSnapshotStore extends SnapshotStore {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final PayloadSerializer serializer;
    private final SnapshotVault vault;
    private final GroupCommit commits;
    private final boolean onlyOne;

    private record SyncEnded(Disk.SyncOutcome outcome) {}

    /** Called by Akka with the configuration of the plugin id. */
    public BiplaneSnapshotStore(Config config) {
        this.serializer = new PayloadSerializer(context().system());
        this.vault = open(config);
        this.onlyOne = config.getBoolean("only-one-snapshot");
        this.commits = new GroupCommit(this::startSync);
    }

    private SnapshotVault open(Config config) {
        String form = config.getString("form");
        return switch (form) {
            case PersistencePlugins.SIMULATED_DISK ->
                new DiskSnapshotVault(
                        HostServices.of(context().system().settings().setup()).disk(),
                        config.getString("volume"));
            case PersistencePlugins.FILES ->
                new ChronicleSnapshotVault(PersistencePlugins.openEntries(config, "snapshots"));
            default -> throw new IllegalArgumentException("no snapshot store form " + form);
        };
    }

    private void startSync() {
        var self = self();
        vault.syncedBy().orElseThrow().sync(outcome -> self.tell(new SyncEnded(outcome), self));
    }

    @Override
    public PartialFunction<Object, BoxedUnit> receivePluginInternal() {
        return ReceiveBuilder.create()
                .match(SyncEnded.class, ended -> commits.onSyncEnded(ended.outcome()))
                .build()
                .onMessage();
    }

    @Override
    public void postStop() throws Exception {
        commits.fail(new SyncFailedException("the store stops before the snapshot is durable"));
        vault.close();
        super.postStop();
    }

    @Override
    public Future<Optional<SelectedSnapshot>> doLoadAsync(
            String persistenceId, SnapshotSelectionCriteria criteria) {
        return Futures.successful(vault.select(persistenceId, criteria)
                .map(found -> SelectedSnapshot.create(
                        new SnapshotMetadata(
                                persistenceId, found.sequenceNumber(), found.timestampMillis()),
                        serializer.read(found.payload()))));
    }

    @Override
    public Future<Void> doSaveAsync(SnapshotMetadata metadata, Object snapshot) {
        SerializedPayload payload;
        try {
            payload = serializer.write(snapshot);
        } catch (NotSerializableException unfit) {
            return Futures.failed(unfit);
        }
        return change(() -> save(metadata, payload));
    }

    /** With {@code only-one-snapshot} Akka never asks to delete older ones: the newest takes their place. */
    private void save(SnapshotMetadata metadata, SerializedPayload payload) {
        long number = metadata.sequenceNr();
        String id = metadata.persistenceId();
        vault.save(id, new StoredSnapshot(number, timestampMillis(metadata), payload));
        if (onlyOne) {
            vault.delete(id, SnapshotSelectionCriteria.create(number - 1, Long.MAX_VALUE));
        }
    }

    /** Akka stamps with the system clock, which differs from run to run; a simulated machine's clock does not. */
    private long timestampMillis(SnapshotMetadata metadata) {
        return context()
                .system()
                .settings()
                .setup()
                .get(HostSetup.class)
                .map(host -> host.services().wallNanos() / NANOS_PER_MILLI)
                .orElse(metadata.timestamp());
    }

    /** A timestamp of 0 in {@code metadata} means any. */
    @Override
    public Future<Void> doDeleteAsync(SnapshotMetadata metadata) {
        long number = metadata.sequenceNr();
        boolean anyTime = metadata.timestamp() == 0;
        return doDeleteAsync(
                metadata.persistenceId(),
                SnapshotSelectionCriteria.create(
                        number,
                        anyTime ? Long.MAX_VALUE : metadata.timestamp(),
                        number,
                        anyTime ? 0 : metadata.timestamp()));
    }

    @Override
    public Future<Void> doDeleteAsync(String persistenceId, SnapshotSelectionCriteria criteria) {
        return change(() -> vault.delete(persistenceId, criteria));
    }

    /** Makes a change and answers when it is durable. */
    private Future<Void> change(Runnable change) {
        if (commits.broken().isPresent()) {
            return Futures.failed(commits.broken().get());
        }
        try {
            change.run();
        } catch (SnapshotWriteException full) {
            return Futures.failed(full);
        }
        if (vault.syncedBy().isEmpty()) {
            return Futures.successful(null);
        }
        Promise<Void> promise = Futures.promise();
        commits.await(new GroupCommit.Waiter() {
            @Override
            public void onDurable() {
                promise.success(null);
            }

            @Override
            public void onFailure(SyncFailedException failure) {
                promise.failure(failure);
            }
        });
        return promise.future();
    }
}
