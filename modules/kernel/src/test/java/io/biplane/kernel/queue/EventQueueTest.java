package io.biplane.kernel.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.biplane.base.random.SimRandom;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

class EventQueueTest {
    /** An event that knows when and as which it was put in. */
    private static final class Marked extends SimEvent {
        private final long at;
        private final long number;

        Marked(long at, long number) {
            this.at = at;
            this.number = number;
        }

        @Override
        public void fire() {}

        @Override
        public boolean belongsTo(Object owner) {
            return owner.equals(number % 3);
        }
    }

    /** Any mix of adding, cancelling, sweeping and polling gives what a sorted map gives. */
    @Test
    void when_operationsAreRandom_then_queueBehavesAsASortedMap() {
        for (long seed = 1; seed <= 60; seed++) {
            compareWithModel(
                    new SimRandom(seed, "event-queue-test"), seed % 4 == 0 ? 20_000 : 2_000);
        }
    }

    private static void compareWithModel(SimRandom random, int operations) {
        EventQueue queue = new EventQueue();
        TreeMap<Long, TreeMap<Long, Marked>> model = new TreeMap<>();
        List<Marked> all = new ArrayList<>();
        int spread = 1 + random.nextInt(1000);
        int cancelShare = random.nextInt(40);
        int pollShare = 10 + random.nextInt(50);
        for (int i = 0; i < operations; i++) {
            int choice = random.nextInt(100);
            if (choice < pollShare) {
                pollBoth(queue, model);
            } else if (choice < pollShare + cancelShare && !all.isEmpty()) {
                Marked victim = all.get(random.nextInt(all.size()));
                assertThat(queue.cancel(victim)).isEqualTo(remove(model, victim));
            } else if (choice == 99 && random.nextInt(20) == 0) {
                queue.cancelIf(event -> event.belongsTo(1L));
                all.stream().filter(event -> event.belongsTo(1L)).forEach(e -> remove(model, e));
            } else {
                Marked event = new Marked(random.nextInt(spread), i);
                all.add(event);
                queue.add(event.at, event);
                model.computeIfAbsent(event.at, at -> new TreeMap<>()).put(event.number, event);
            }
            int size = model.values().stream().mapToInt(TreeMap::size).sum();
            if (i % 64 == 0) {
                assertThat(queue.size()).isEqualTo(size);
            }
        }
        while (!model.isEmpty()) {
            pollBoth(queue, model);
        }
        assertThat(queue.nextAtNanos()).isEqualTo(Long.MAX_VALUE);
    }

    private static void pollBoth(EventQueue queue, TreeMap<Long, TreeMap<Long, Marked>> model) {
        long next = model.isEmpty() ? Long.MAX_VALUE : model.firstKey();
        assertThat(queue.nextAtNanos()).isEqualTo(next);
        if (!model.isEmpty()) {
            Marked expected = model.firstEntry().getValue().firstEntry().getValue();
            assertThat(queue.poll()).isSameAs(expected);
            assertThat(expected.isQueued()).isFalse();
            remove(model, expected);
        }
    }

    private static boolean remove(TreeMap<Long, TreeMap<Long, Marked>> model, Marked event) {
        TreeMap<Long, Marked> same = model.get(event.at);
        boolean removed = same != null && same.remove(event.number) != null;
        if (removed && same.isEmpty()) {
            model.remove(event.at);
        }
        return removed;
    }

    @Test
    void when_anEventIsQueuedTwice_then_theQueueRefuses() {
        EventQueue queue = new EventQueue();
        Marked event = new Marked(1, 1);
        queue.add(1, event);
        assertThatThrownBy(() -> queue.add(2, event)).isInstanceOf(IllegalStateException.class);
    }
}
