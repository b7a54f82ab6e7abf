package io.biplane.kvserver.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.NodeId;
import io.biplane.base.key.Timestamp;
import io.biplane.base.random.SimRandom;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Processes of one node that start one after the other against a liveness range that answers late, in any order, or never. What
 * rests on the epoch is safe if a process that believes its own record alive is right about the epoch, at every instant: anybody
 * who sees a higher one in the range may take the leases of the lower.
 */
class OwnRecordTest {
    private static final NodeId NODE = new NodeId(7);
    private static final long LIFE_NANOS = 60;

    /** A conditional write on its way to the range, from one process. */
    private record Write(int process, Optional<LivenessRecord> base, LivenessRecord wanted) {}

    /** Its outcome on the way back; {@code found} is empty when it took effect. */
    private record Answer(Write write, Optional<LivenessRecord> found) {}

    private static final class World {
        private final SimRandom random;
        private final List<Write> writes = new ArrayList<>();
        private final List<Answer> answers = new ArrayList<>();
        private Optional<LivenessRecord> range = Optional.empty();
        private long nowNanos = 1;
        private int process = 1;
        private OwnRecord own = OwnRecord.of(NODE);
        /** The newest record the process may rest leases on. */
        private Optional<LivenessRecord> view = Optional.empty();

        /** Which process believed in an epoch. */
        private final TreeMap<Long, Integer> believers = new TreeMap<>();

        private int begun;

        World(long seed) {
            this.random = new SimRandom(seed, "own record");
        }

        void step() {
            nowNanos += 1 + random.nextLong(4);
            int choice = random.nextInt(100);
            if (choice < 25) {
                LivenessRecord wanted = own.wanted(Timestamp.of(nowNanos + LIFE_NANOS));
                writes.add(new Write(process, own.stored(), wanted));
            } else if (choice < 60 && !writes.isEmpty()) {
                arrive(writes.remove(random.nextInt(writes.size())));
            } else if (choice < 90 && !answers.isEmpty()) {
                hear(answers.remove(random.nextInt(answers.size())));
            } else if (choice < 93) {
                process++;
                own = OwnRecord.of(NODE);
                view = Optional.empty();
            } else if (choice < 96) {
                raiseIfExpired();
            } else {
                // A peer speaks of the record, as when its membership changes.
                range.ifPresent(this::see);
            }
        }

        private void arrive(Write write) {
            if (range.equals(write.base())) {
                range = Optional.of(write.wanted());
                answers.add(new Answer(write, Optional.empty()));
            } else {
                answers.add(new Answer(write, range));
            }
        }

        private void hear(Answer answer) {
            if (answer.write().process() != process) {
                return;
            }
            boolean wasStarted = own.started();
            own = answer.found().isPresent()
                    ? own.withFound(answer.found().get())
                    : own.withStored(answer.write().wanted());
            own.stored().ifPresent(this::see);
            begun += own.started() && !wasStarted ? 1 : 0;
        }

        private void see(LivenessRecord record) {
            if (own.isOfThisProcess(record) && view.map(record::supersedes).orElse(true)) {
                view = Optional.of(record);
            }
        }

        private void raiseIfExpired() {
            range = range.map(record -> record.isLive(Timestamp.of(nowNanos))
                    ? record
                    : record.withEpoch(record.epoch() + 1));
        }

        void check() {
            boolean believesItself =
                    view.filter(record -> record.isLive(Timestamp.of(nowNanos))).isPresent();
            if (believesItself) {
                long epoch = view.get().epoch();
                assertThat(range.orElseThrow().epoch()).isEqualTo(epoch);
                assertThat(believers.computeIfAbsent(epoch, first -> process)).isEqualTo(process);
            }
        }
    }

    @Test
    void a_process_believes_only_in_an_epoch_that_is_the_ranges_and_no_other_processs() {
        int begun = 0;
        for (long seed = 1; seed <= 1_000; seed++) {
            World world = new World(seed);
            for (int step = 0; step < 300; step++) {
                world.step();
                world.check();
            }
            begun += world.begun;
        }
        assertThat(begun).isGreaterThan(2_000);
    }

    @Test
    void a_record_of_the_process_before_does_not_speak_for_this_one_and_its_epoch_is_raised_once() {
        LivenessRecord before =
                LivenessRecord.initial(NODE).withEpoch(3).withExpiration(Timestamp.of(100));
        OwnRecord own = OwnRecord.of(NODE).withFound(before);
        assertThat(own.started()).isFalse();
        assertThat(own.isOfThisProcess(before)).isFalse();
        LivenessRecord claimed = own.wanted(Timestamp.of(160));
        assertThat(claimed.epoch()).isEqualTo(4);
        // The answer got lost; the next attempt finds what it wrote.
        OwnRecord next = own.withFound(claimed);
        assertThat(next.started()).isTrue();
        assertThat(next.wanted(Timestamp.of(220)).epoch()).isEqualTo(4);
    }

    @Test
    void an_early_writes_late_answer_does_not_undo_a_later_claim() {
        LivenessRecord first = OwnRecord.of(NODE).wanted(Timestamp.of(60));
        OwnRecord own = OwnRecord.of(NODE).withFound(first);
        LivenessRecord second = own.wanted(Timestamp.of(90));
        assertThat(second.epoch()).isEqualTo(first.epoch() + 1);
        assertThat(own.withStored(first).started()).isFalse();
        OwnRecord started = own.withStored(second);
        assertThat(started.withStored(first)).isEqualTo(started);
    }
}
