package io.biplane.storage.snapshot;

import akka.actor.ActorSystem;
import akka.dispatch.Futures;
import akka.event.Logging;
import akka.event.LoggingAdapter;
import akka.japi.pf.ReceiveBuilder;
import akka.persistence.SelectedSnapshot;
import akka.persistence.SnapshotMetadata;
import akka.persistence.SnapshotSelectionCriteria;
import akka.persistence.snapshot.japi.SnapshotStore;

import com.typesafe.config.Config;

import io.biplane.kernel.host.Disk;
import io.biplane.kernel.host.HostServices;
import io.biplane.kernel.host.HostSetup;
import io.biplane.kernel.trace.TraceName;
import io.biplane.storage.codec.PayloadSerializer;
import io.biplane.storage.codec.SerializedPayload;
import io.biplane.storage.commit.GroupCommit;
import io.biplane.storage.commit.SyncFailedException;
import io.biplane.storage.journal.PersistencePlugins;
import io.biplane.storage.plugin.PluginFiles;
import io.biplane.storage.plugin.PluginStore;

import scala.PartialFunction;
import scala.concurrent.Future;
import scala.concurrent.Promise;
import scala.runtime.BoxedUnit;

import java.io.NotSerializableException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The Akka Persistence snapshot store of one node. Configured, opened, synced and failed as the journal is; every snapshot is
 * serialized when it is saved, so a state that goes on changing cannot change it.
 */
public final class BiplaneSnapshotStore extends SnapshotStore {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final PayloadSerializer serializer;
    private final PluginStore<SnapshotVault> store;
    private final GroupCommit commits;
    private final boolean onlyOne;

    @TraceName("snapshot-store.sync-ended")
    private record SyncEnded(Disk.SyncOutcome outcome) {}

    /** Called by Akka with the configuration of the plugin id. */
    public BiplaneSnapshotStore(Config config) {
        this.serializer = new PayloadSerializer(context().system());
        this.store = open(config.getString("form"), config);
        this.onlyOne = config.getBoolean("only-one-snapshot");
        this.commits = new GroupCommit(this::startSync);
    }

    private PluginStore<SnapshotVault> open(String form, Config config) {
        ActorSystem system = context().system();
        LoggingAdapter log = Logging.getLogger(system, this);
        return switch (form) {
            case PersistencePlugins.SIMULATED_DISK ->
                PluginStore.open(
                        new DiskSnapshotVault(
                                HostServices.of(system.settings().setup()).disk(),
                                config.getString("volume")),
                        log);
            case PersistencePlugins.FILES ->
                PluginStore.opening(
                        "snapshots",
                        () -> PluginFiles.open(system, config, "snapshots")
                                .load(ChronicleSnapshotVault::new),
                        system.dispatchers().lookup(config.getString("opening-dispatcher")),
                        self(),
                        log);
            default -> throw new IllegalArgumentException("no snapshot store form " + form);
        };
    }

    private void startSync() {
        var self = self();
        store.opened()
                .syncedBy()
                .orElseThrow()
                .sync(outcome -> self.tell(new SyncEnded(outcome), self));
    }

    @Override
    public PartialFunction<Object, BoxedUnit> receivePluginInternal() {
        return ReceiveBuilder.create()
                .match(SyncEnded.class, ended -> commits.onSyncEnded(ended.outcome()))
                .match(PluginStore.Ended.class, store::onEnded)
                .build()
                .onMessage();
    }

    @Override
    public void postStop() throws Exception {
        commits.fail(new SyncFailedException("the store stops before the snapshot is durable"));
        store.stop();
        super.postStop();
    }

    @Override
    public Future<Optional<SelectedSnapshot>> doLoadAsync(
            String persistenceId, SnapshotSelectionCriteria criteria) {
        return store.ask(vault -> Futures.successful(vault.select(persistenceId, criteria)
                .map(found -> SelectedSnapshot.create(
                        new SnapshotMetadata(
                                persistenceId, found.sequenceNumber(), found.timestampMillis()),
                        serializer.read(found.payload())))));
    }

    @Override
    public Future<Void> doSaveAsync(SnapshotMetadata metadata, Object snapshot) {
        SerializedPayload payload;
        try {
            payload = serializer.write(snapshot);
        } catch (NotSerializableException unfit) {
            return Futures.failed(unfit);
        }
        return change(vault -> save(vault, metadata, payload));
    }

    /** With {@code only-one-snapshot} Akka never asks to delete older ones: the newest takes their place. */
    private void save(SnapshotVault vault, SnapshotMetadata metadata, SerializedPayload payload) {
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
        return change(vault -> vault.delete(persistenceId, criteria));
    }

    /** Makes a change and answers when it is durable. */
    private Future<Void> change(Consumer<SnapshotVault> change) {
        return store.ask(vault -> change(vault, change));
    }

    private Future<Void> change(SnapshotVault vault, Consumer<SnapshotVault> change) {
        if (commits.broken().isPresent()) {
            return Futures.failed(commits.broken().get());
        }
        try {
            change.accept(vault);
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
