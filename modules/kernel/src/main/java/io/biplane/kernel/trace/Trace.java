package io.biplane.kernel.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The record of a run: a running 64-bit digest over every delivery, timer, verdict, fault, state
 * change, control event and input
 * from outside, and the listeners that want to see them as data.
 *
 * <p>The digest is the run's identity: same build, program and seed give the same digest in every
 * JVM. Content of messages
 * counts only where a message implements {@link TraceContent}. Objects for listeners are made only
 * while there are listeners.
 */
public final class Trace {
    private static final ClassValue<Long> NAME_HASH = new ClassValue<>() {
        @Override
        protected Long computeValue(Class<?> type) {
            return Hashes.text(TraceNames.of(type));
        }
    };

    /** Tells a control event from anything else at the same place. */
    private static final long CONTROL_WORD = Hashes.text("control");

    private final boolean digesting;
    /** Replaced as a whole, so that a listener may be taken off while it is told something. */
    private TraceListener[] listeners = {};

    private final List<TraceListener> changeListeners = new ArrayList<>();
    private final List<TraceListener> deliveryListeners = new ArrayList<>();
    /** Classes of messages that the delivery listeners want; few, so they are searched one by one. */
    private Class<?>[] watchedClasses = {};
    // Hot-path state: one word each, written at every delivery.
    private long digest;
    private long deliveryCount;
    private boolean observed;

    /** A trace that digests, or one that only informs listeners. */
    public Trace(boolean digesting) {
        this.digesting = digesting;
    }

    /** The digest so far; 0 when digesting is off. */
    public long digest() {
        return digest;
    }

    /** Messages taken out of mailboxes so far. */
    public long deliveryCount() {
        return deliveryCount;
    }

    /**
     * Adds a listener of everything. Costs an object an event; for changes only use {@link
     * #onStateChange}.
     */
    public void onEvent(TraceListener listener) {
        TraceListener[] more = Arrays.copyOf(listeners, listeners.length + 1);
        more[listeners.length] = listener;
        listeners = more;
        observed = true;
    }

    /**
     * Takes a listener of everything off; nothing happens when it is none. What it cost is saved
     * from the next event on.
     */
    public void removeListener(TraceListener listener) {
        listeners = Arrays.stream(listeners)
                .filter(other -> other != listener)
                .toArray(TraceListener[]::new);
        observed = listeners.length > 0;
    }

    /**
     * Adds a listener of deliveries of messages of exactly these classes. Costs next to nothing at
     * all others.
     */
    public void onDelivery(List<Class<?>> messageClasses, TraceListener listener) {
        LinkedHashSet<Class<?>> all = new LinkedHashSet<>(Arrays.asList(watchedClasses));
        all.addAll(messageClasses);
        watchedClasses = all.toArray(new Class<?>[0]);
        deliveryListeners.add(event -> {
            TraceEvent.Delivery delivery = (TraceEvent.Delivery) event;
            if (messageClasses.contains(delivery.message().getClass())) {
                listener.onEvent(event);
            }
        });
    }

    /**
     * Adds a listener that is told {@link TraceEvent.StateChanged} and {@link TraceEvent.Fault}
     * only.
     */
    public void onStateChange(TraceListener listener) {
        changeListeners.add(listener);
    }

    /**
     * A message was taken out of a mailbox.
     *
     * @param actorHash hash of host name and actor path, computed once an actor
     */
    public void delivered(long nowNanos, long actorHash, Mailboxed actor, Object message) {
        deliveryCount++;
        if (digesting) {
            long word = Hashes.fold(actorHash, NAME_HASH.get(message.getClass()));
            if (message instanceof TraceContent content) {
                word = Hashes.fold(word, content.traceHash());
            }
            digest = Hashes.fold(digest + nowNanos, word);
        }
        if (observed || isWatched(message.getClass())) {
            tellDelivery(new TraceEvent.Delivery(
                    nowNanos, actor.hostName(), actor.actorPath(), message));
        }
    }

    private boolean isWatched(Class<?> type) {
        for (Class<?> watched : watchedClasses) {
            if (watched == type) {
                return true;
            }
        }
        return false;
    }

    private void tellDelivery(TraceEvent.Delivery delivery) {
        tell(delivery);
        for (int i = 0; i < deliveryListeners.size(); i++) {
            deliveryListeners.get(i).onEvent(delivery);
        }
    }

    /** A timer fired on a host. */
    public void timerFired(long nowNanos, String host, long hostHash) {
        if (digesting) {
            digest = Hashes.fold(digest + nowNanos, hostHash);
        }
        if (observed) {
            tell(new TraceEvent.TimerFired(nowNanos, host));
        }
    }

    /**
     * The network decided about a packet.
     *
     * @param arrivesAtNanos {@link TraceEvent.PacketVerdict#NEVER} when it is lost
     */
    public void packet(
            long nowNanos,
            String from,
            String to,
            Object message,
            String verdict,
            long arrivesAtNanos,
            long linkWord) {
        if (digesting) {
            long word = Hashes.fold(linkWord, NAME_HASH.get(message.getClass()));
            digest = Hashes.fold(digest + nowNanos, word);
        }
        if (observed) {
            tell(new TraceEvent.PacketVerdict(
                    nowNanos, from, to, message, verdict, arrivesAtNanos));
        }
    }

    /** Someone did something to the host; empty host name: to the network as a whole. */
    public void fault(long nowNanos, String host, String kind, String detail) {
        if (digesting) {
            long word = Hashes.text(Hashes.text(Hashes.text(host), kind), detail);
            digest = Hashes.fold(digest + nowNanos, word);
        }
        if (observed || !changeListeners.isEmpty()) {
            tellChange(new TraceEvent.Fault(nowNanos, host, kind, detail));
        }
    }

    /** Modelled state changed. */
    public void stateChanged(long nowNanos, String host, StateChange change) {
        if (digesting) {
            long word = Hashes.text(Hashes.text(host), change.kind());
            for (StateChange.Field field : change.fields()) {
                word = Hashes.text(Hashes.text(word, field.name()), String.valueOf(field.value()));
            }
            digest = Hashes.fold(digest + nowNanos, word);
        }
        if (observed || !changeListeners.isEmpty()) {
            tellChange(new TraceEvent.StateChanged(nowNanos, host, change));
        }
    }

    /**
     * A control event fires. What it does to the world may leave no other trace here, so its place must.
     *
     * @param step its running number among tasks and events
     */
    public void controlEvent(long nowNanos, long step) {
        if (digesting) {
            digest = Hashes.fold(digest + nowNanos, Hashes.fold(CONTROL_WORD, step));
        }
    }

    /**
     * Input was let in from outside.
     *
     * @param afterSteps tasks and events carried out before it
     */
    public void outsideInput(long nowNanos, long afterSteps, String channel, String input) {
        if (digesting) {
            long word = Hashes.fold(Hashes.text(Hashes.text(channel), input), afterSteps);
            digest = Hashes.fold(digest + nowNanos, word);
        }
        if (observed) {
            tell(new TraceEvent.OutsideInput(nowNanos, "", channel, input));
        }
    }

    private void tell(TraceEvent event) {
        for (TraceListener listener : listeners) {
            listener.onEvent(event);
        }
    }

    private void tellChange(TraceEvent event) {
        tell(event);
        for (int i = 0; i < changeListeners.size(); i++) {
            changeListeners.get(i).onEvent(event);
        }
    }

    /** What the trace needs to know of a mailbox when someone listens. */
    public interface Mailboxed {
        /** The host the actor lives on. */
        String hostName();

        /** The actor's path without address and uid. */
        String actorPath();
    }
}
