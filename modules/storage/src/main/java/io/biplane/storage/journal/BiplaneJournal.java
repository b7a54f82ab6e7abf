package io.biplane.storage.journal;

import akka.actor.ActorSystem;
import akka.dispatch.Futures;
import akka.event.Logging;
import akka.event.LoggingAdapter;
import akka.japi.pf.ReceiveBuilder;
import akka.persistence.AtomicWrite;
import akka.persistence.PersistentRepr;
import akka.persistence.journal.japi.AsyncWriteJournal;

import com.typesafe.config.Config;

import io.biplane.kernel.host.Disk;
import io.biplane.kernel.host.HostServices;
import io.biplane.kernel.trace.TraceName;
import io.biplane.storage.codec.PayloadSerializer;
import io.biplane.storage.codec.SerializedPayload;
import io.biplane.storage.commit.GroupCommit;
import io.biplane.storage.commit.SyncFailedException;
import io.biplane.storage.plugin.PluginFiles;
import io.biplane.storage.plugin.PluginStore;

import scala.PartialFunction;
import scala.concurrent.Future;
import scala.concurrent.Promise;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

import java.io.NotSerializableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The Akka Persistence journal of one node, over a {@link LogStore}. Configured by {@link PersistencePlugins}; one instance a
 * node, because a plugin answers in the order it was asked and one slow disk must not hold up another's.
 *
 * <p>A write is answered when it is durable: on a simulated disk when a sync asked for after it has completed, all writes that
 * wait sharing one; in a file at once. A write of which an event cannot be serialized is rejected whole, the others of its group
 * are stored, also those behind it: the rejected numbers stay empty. A write that does not fit, or whose sync fails, fails; after a failed sync every write fails until the process is restarted. When the
 * plugin stops, what still waits fails, because an answer that never comes would hold up all later ones.
 *
 * <p>Files are opened on a dispatcher for blocking work, because a JVM's first Chronicle Map takes seconds and so does the recovery of a
 * large one. Requests wait meanwhile, in their order; when the files cannot be opened they fail with the reason, and the next
 * one tries again.
 *
 * <p>Left out: metadata of replicated event sourcing, which is rejected.
 */
public final class BiplaneJournal extends AsyncWriteJournal {
    /** Akka reads an empty list as "all stored". */
    private static final Iterable<Optional<Exception>> ALL_STORED = List.of();

    private final PluginStore<LogStore> store;
    private final PayloadSerializer serializer;
    private final boolean serializes;
    private final GroupCommit commits;

    @TraceName("journal.sync-ended")
    private record SyncEnded(Disk.SyncOutcome outcome) {}

    /** Called by Akka with the configuration of the plugin id. */
    public BiplaneJournal(Config config) {
        this.serializer = new PayloadSerializer(context().system());
        String form = config.getString("form");
        this.store = open(form, config);
        this.serializes =
                form.equals(PersistencePlugins.FILES) || config.getBoolean("serialize-events");
        this.commits = new GroupCommit(this::startSync);
    }

    private PluginStore<LogStore> open(String form, Config config) {
        ActorSystem system = context().system();
        LoggingAdapter log = Logging.getLogger(system, this);
        return switch (form) {
            case PersistencePlugins.SIMULATED_DISK ->
                PluginStore.open(
                        new DiskLogStore(
                                HostServices.of(system.settings().setup()).disk(),
                                config.getString("volume")),
                        log);
            case PersistencePlugins.FILES ->
                PluginStore.opening(
                        "journal",
                        () -> PluginFiles.open(system, config, "journal")
                                .load(ChronicleLogStore::new),
                        system.dispatchers().lookup(config.getString("opening-dispatcher")),
                        self(),
                        log);
            default -> throw new IllegalArgumentException("no journal form " + form);
        };
    }

    /** The end of a sync comes back as a message, so that only this actor's thread touches the group. */
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
        commits.fail(new SyncFailedException("the journal stops before the write is durable"));
        store.stop();
        super.postStop();
    }

    @Override
    public Future<Iterable<Optional<Exception>>> doAsyncWriteMessages(
            Iterable<AtomicWrite> messages) {
        return store.ask(open -> write(open, messages));
    }

    private Future<Iterable<Optional<Exception>>> write(
            LogStore open, Iterable<AtomicWrite> messages) {
        if (commits.broken().isPresent()) {
            return Futures.failed(commits.broken().get());
        }
        List<Optional<Exception>> results = new ArrayList<>();
        boolean anyRejected = false;
        try {
            for (AtomicWrite write : messages) {
                Optional<Exception> rejection = store(open, write);
                anyRejected |= rejection.isPresent();
                results.add(rejection);
            }
        } catch (LogWriteException failure) {
            return Futures.failed(failure);
        }
        return whenDurable(open, anyRejected ? results : ALL_STORED);
    }

    /** Why the write is rejected; empty when it was stored. */
    private Optional<Exception> store(LogStore open, AtomicWrite write) {
        EventBatch batch;
        try {
            List<StoredEvent> events = new ArrayList<>(write.size());
            for (PersistentRepr event : CollectionConverters.asJava(write.payload())) {
                events.add(toStored(event));
            }
            batch = new EventBatch(events);
        } catch (NotSerializableException | IllegalArgumentException unfit) {
            return Optional.of(unfit);
        }
        open.append(write.persistenceId(), batch);
        return Optional.empty();
    }

    private StoredEvent toStored(PersistentRepr event) throws NotSerializableException {
        if (event.metadata().isDefined()) {
            throw new NotSerializableException("event metadata is not supported");
        }
        Object payload = serializes ? serializer.write(event.payload()) : event.payload();
        return new StoredEvent(event.sequenceNr(), event.writerUuid(), event.manifest(), payload);
    }

    private <T> Future<T> whenDurable(LogStore open, T result) {
        if (open.syncedBy().isEmpty()) {
            return Futures.successful(result);
        }
        Promise<T> promise = Futures.promise();
        commits.await(new GroupCommit.Waiter() {
            @Override
            public void onDurable() {
                promise.success(result);
            }

            @Override
            public void onFailure(SyncFailedException failure) {
                promise.failure(failure);
            }
        });
        return promise.future();
    }

    @Override
    public Future<Void> doAsyncDeleteMessagesTo(String persistenceId, long toSequenceNr) {
        return store.ask(open -> delete(open, persistenceId, toSequenceNr));
    }

    private Future<Void> delete(LogStore open, String persistenceId, long toSequenceNr) {
        if (commits.broken().isPresent()) {
            return Futures.failed(commits.broken().get());
        }
        try {
            open.deleteTo(persistenceId, toSequenceNr);
        } catch (LogWriteException failure) {
            return Futures.failed(failure);
        }
        return whenDurable(open, null);
    }

    /** Asked only after the highest sequence number was told, by a thread of the replay's own. */
    @Override
    public Future<Void> doAsyncReplayMessages(
            String persistenceId,
            long fromSequenceNr,
            long toSequenceNr,
            long max,
            Consumer<PersistentRepr> replayCallback) {
        store.opened()
                .replay(
                        persistenceId,
                        fromSequenceNr,
                        toSequenceNr,
                        max,
                        event -> replayCallback.accept(fromStored(persistenceId, event)));
        return Futures.successful(null);
    }

    private PersistentRepr fromStored(String persistenceId, StoredEvent event) {
        Object payload = event.payload() instanceof SerializedPayload serialized
                ? serializer.read(serialized)
                : event.payload();
        return PersistentRepr.apply(
                payload,
                event.sequenceNumber(),
                persistenceId,
                event.manifest(),
                false,
                akka.actor.ActorRef.noSender(),
                event.writer());
    }

    @Override
    public Future<Long> doAsyncReadHighestSequenceNr(String persistenceId, long fromSequenceNr) {
        return store.ask(open -> Futures.successful(open.highestSequenceNumber(persistenceId)));
    }
}
