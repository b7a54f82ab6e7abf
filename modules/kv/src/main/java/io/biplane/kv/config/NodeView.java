package io.biplane.kv.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The node-wide place of one immutable value: one part of the node sets it, others read it without
 * a message. All run on the node's one thread. Instances: the active version, node liveness, store
 * support, tenant access.
 *
 * @param <V> an immutable type
 */
public final class NodeView<V> {
    private final List<Consumer<V>> listeners = new ArrayList<>();
    /** Those who want to hear of the next change only. */
    private List<Consumer<V>> once = new ArrayList<>();

    private V current;

    /** A place that holds {@code initial}. */
    public NodeView(V initial) {
        this.current = initial;
    }

    public V current() {
        return current;
    }

    /** Replaces the value and tells the listeners in the order they came. */
    public void set(V next) {
        if (next.equals(current)) {
            return;
        }
        current = next;
        for (Consumer<V> listener : listeners) {
            listener.accept(next);
        }
        List<Consumer<V>> waiting = once;
        once = new ArrayList<>();
        waiting.forEach(listener -> listener.accept(next));
    }

    /** Calls {@code listener} after each change. It must do no more than tell an actor. */
    public void onChange(Consumer<V> listener) {
        listeners.add(listener);
    }

    /**
     * Calls {@code listener} after the next change and not again; behind all that hear of each
     * change. It must do no more than tell an actor.
     */
    public void onNextChange(Consumer<V> listener) {
        once.add(listener);
    }
}
