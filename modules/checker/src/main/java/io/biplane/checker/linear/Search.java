package io.biplane.checker.linear;

import io.biplane.checker.model.Transition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The search for a linearization of one part.
 *
 * <p>A configuration is (event, state, pending operations already linearized). Going along the
 * events, an operation has to be linearized only when it returns (Lowe 2017, just-in-time
 * linearization): then any sequence of pending operations that ends with it may go first. Two rules
 * cut this down and lose no linearization:
 * <ul>
 *   <li>A pending operation that only reads and fits the state is linearized at once: in any
 *       linearization that has it later it can be moved here. (One that merely happens to change
 *       nothing in this state must not be: later it may be needed for its effect.)
 *   <li>Of unknown operations asking the same thing it does not matter which takes effect: they
 *       never return. And a configuration that has used more of them than one met before, and is
 *       otherwise the same, is not entered: whatever it can do, that one could.
 * </ul>
 * Depth-first, trying first what the model takes for earlier, then what lets the returning operation
 * fit at once; what another can stand for is not tried ({@link Candidates}). Each configuration is entered once. When all fail, the furthest event reached is the end of the smallest failing
 * prefix.
 *
 * @param <S> the model's states
 */
final class Search<S> {
    private static final int DEAD_ENDS_MAX = 4;
    private static final int FRAME_BYTES = 96;
    /** Effects told of a dead end: the last ones. */
    private static final int EFFECTS_MAX = 16;
    /** Bytes of a state that make a step count twice. Our choice: two cache lines. */
    private static final int COST_BYTES = 128;
    /** Steps that a look at a remembered configuration counts for: it is far away in memory. */
    private static final int LOOK_COST = 8;

    private final Part<S> part;
    private final boolean isRelaxed;
    private final Window window;
    /** Words of the bits of operations that return; those of unknown ones come after them. */
    private final int slotWords;

    private final int unknownWords;
    private final ConfigurationSet visited;
    private final Map<S, Integer> stateIds = new LinkedHashMap<>();
    private final List<S> states = new ArrayList<>();
    /** By state: steps that trying something in it counts for; large states take longer. */
    private int[] costs = new int[16];
    /** The way to the current configuration; the search's stack. */
    private final List<Frame> path = new ArrayList<>();

    /** Ways to the furthest event: pairs of an operation, or -1, and the state after it. */
    private final List<int[]> deadEnds = new ArrayList<>();

    /** Transitions tried, slots looked at and events passed so far. */
    private long steps;
    /** Bytes of the frames on the stack and of the states met. */
    private long otherBytes;
    /** Furthest event entered. */
    private int furthest = -1;

    /** A configuration on the stack, and which of its successors comes next. */
    private static final class Frame {
        final int event;
        final int state;
        final int lastEffect;
        final long[] bits;
        final int[] candidates;
        int next;

        Frame(int event, int state, int lastEffect, long[] bits, int[] candidates) {
            this.event = event;
            this.state = state;
            this.lastEffect = lastEffect;
            this.bits = bits;
            this.candidates = candidates;
        }

        long bytes() {
            return FRAME_BYTES + 8L * bits.length + 4L * candidates.length;
        }
    }

    /**
     * A search of one part.
     *
     * @param isRelaxed whether unknown operations may take effect any number of times: then there
     *     is no linearization if this finds none, and nothing is known if it does
     */
    Search(Part<S> part, boolean isRelaxed) {
        this.part = part;
        this.isRelaxed = isRelaxed;
        this.window = new Window(part);
        this.slotWords = (part.slotCount + 63) / 64;
        this.unknownWords = isRelaxed ? 0 : (part.unknownCount + 63) / 64;
        this.visited = new ConfigurationSet(slotWords, unknownWords);
    }

    SearchResult<S> run(Limits limits) {
        boolean isDone = enter(stateId(part.initial), -1, new long[slotWords + unknownWords]);
        while (!isDone && !path.isEmpty()) {
            if (steps >= limits.stepsMax()) {
                return new SearchResult.GaveUp<>(steps, furthest, 0);
            }
            boolean isOver = visited.bytesToAdd() + otherBytes > limits.memoryBytesMax();
            if (isOver || visited.isFull()) {
                return new SearchResult.GaveUp<>(steps, furthest, visited.count());
            }
            Frame top = path.get(path.size() - 1);
            window.backTo(top.event);
            if (top.next == top.candidates.length) {
                path.remove(path.size() - 1);
                otherBytes -= top.bytes();
            } else {
                int operation = top.candidates[top.next++];
                long[] bits = top.bits.clone();
                int bit = bit(operation, bits);
                if (bit >= 0) {
                    set(bits, bit);
                }
                isDone = enter(next(operation, top.state), operation, bits);
            }
        }
        return isDone
                ? new SearchResult.Found<>(steps)
                : new SearchResult.Stuck<>(
                        steps, furthest, deadEnds.stream().map(this::deadEnd).toList());
    }

    /** Goes on from the window's event until an operation returns that has to be chosen. */
    private boolean enter(int state, int lastEffect, long[] bits) {
        int from = window.at();
        boolean isDone = forward(state, lastEffect, bits);
        steps += window.at() - from;
        return isDone;
    }

    private boolean forward(int state, int lastEffect, long[] bits) {
        while (window.at() < part.events.length) {
            int event = part.events[window.at()];
            if (event < 0 && !isSet(bits, part.slots[~event])) {
                linearizeWhatFits(state, bits);
                if (!isSet(bits, part.slots[~event])) {
                    return push(~event, state, lastEffect, bits);
                }
            }
            if (event < 0) {
                clear(bits, part.slots[~event]);
            }
            window.forward();
        }
        return true;
    }

    private boolean push(int returning, int state, int lastEffect, long[] bits) {
        int event = window.at();
        long lookedBefore = visited.looked();
        boolean isNew = visited.add(event, state, bits);
        steps += LOOK_COST * (visited.looked() - lookedBefore);
        if (!isNew) {
            return false;
        }
        if (event > furthest) {
            deadEnds.clear();
            furthest = event;
        }
        if (event == furthest && deadEnds.size() < DEAD_ENDS_MAX) {
            deadEnds.add(way(state, lastEffect));
        }
        Frame frame = new Frame(event, state, lastEffect, bits, candidates(returning, state, bits));
        path.add(frame);
        otherBytes += frame.bytes();
        return false;
    }

    /** How the current configuration was reached: the end of the stack, and what led out of it. */
    private int[] way(int state, int lastEffect) {
        int length = Math.min(path.size() + 1, EFFECTS_MAX);
        int[] way = new int[2 * length];
        way[2 * length - 2] = lastEffect;
        way[2 * length - 1] = state;
        for (int i = 1; i < length; i++) {
            Frame frame = path.get(path.size() - i);
            way[2 * (length - 1 - i)] = frame.lastEffect;
            way[2 * (length - 1 - i) + 1] = frame.state;
        }
        return way;
    }

    private SearchResult.DeadEnd<S> deadEnd(int[] way) {
        List<SearchResult.Effect<S>> effects = new ArrayList<>();
        for (int i = 0; i < way.length; i += 2) {
            if (way[i] >= 0) {
                effects.add(new SearchResult.Effect<>(way[i], states.get(way[i + 1])));
            }
        }
        return new SearchResult.DeadEnd<>(states.get(way[way.length - 1]), effects);
    }

    /** Linearizes pending reads that must have happened and fit here. */
    private void linearizeWhatFits(int state, long[] bits) {
        steps += window.slotCount();
        for (int slot = 0; slot < window.slotCount(); slot++) {
            int operation = window.pending(slot);
            if (operation >= 0
                    && !isSet(bits, slot)
                    && part.transitions.get(operation).isReadOnly()
                    && next(operation, state) >= 0) {
                set(bits, slot);
            }
        }
    }

    /** The operations to linearize next. */
    private int[] candidates(int returning, int state, long[] bits) {
        Candidates<S> candidates = new Candidates<>(part, returning);
        steps += window.slotCount() + window.kindCount();
        for (int slot = 0; slot < window.slotCount(); slot++) {
            int operation = window.pending(slot);
            if (operation >= 0 && !isSet(bits, slot)) {
                consider(operation, returning, state, candidates);
            }
        }
        for (int kind = 0; kind < window.kindCount(); kind++) {
            int used = used(kind, window.asked(kind), bits);
            if (used < window.asked(kind)) {
                consider(part.members.get(kind)[used], returning, state, candidates);
            }
        }
        steps += candidates.comparisons();
        return candidates.inOrder();
    }

    /** States are only kept once they are entered: most of these never are. */
    private void consider(int operation, int returning, int state, Candidates<S> candidates) {
        S before = states.get(state);
        steps += costs[state];
        Optional<S> after = part.transitions.get(operation).apply(before);
        if (after.isEmpty()) {
            return;
        }
        boolean isIdle = part.kinds[operation] >= 0
                && (after.get() == before || after.get().equals(before));
        if (isIdle) {
            return;
        }
        boolean isHelpful = false;
        if (operation != returning) {
            steps += 2L * costs[state];
            Transition<S> needed = part.transitions.get(returning);
            isHelpful = needed.apply(after.get()).isPresent()
                    && needed.apply(before).isEmpty();
        }
        candidates.add(operation, after.get(), isHelpful);
    }

    /**
     * The bit of an operation; of an unknown one the first of its question that is free, or -1 if
     * that is not kept.
     */
    private int bit(int operation, long[] bits) {
        int kind = part.kinds[operation];
        if (kind >= 0 && isRelaxed) {
            return -1;
        }
        return kind < 0
                ? part.slots[operation]
                : 64 * slotWords + part.firstBits[kind] + used(kind, window.asked(kind), bits);
    }

    /** How many unknown operations of a question have taken effect, of so many. */
    private int used(int kind, int asked, long[] bits) {
        if (isRelaxed) {
            return 0;
        }
        int first = 64 * slotWords + part.firstBits[kind];
        int low = 0;
        int high = asked;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isSet(bits, first + middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The state after an operation, or -1 if it does not fit. */
    private int next(int operation, int state) {
        steps += costs[state];
        S before = states.get(state);
        Optional<S> after = part.transitions.get(operation).apply(before);
        return after.isEmpty() ? -1 : after.get() == before ? state : stateId(after.get());
    }

    private int stateId(S state) {
        Integer known = stateIds.get(state);
        if (known != null) {
            return known;
        }
        int id = states.size();
        long bytes = part.stateBytes.applyAsLong(state);
        stateIds.put(state, id);
        states.add(state);
        otherBytes += bytes;
        if (id == costs.length) {
            costs = Arrays.copyOf(costs, 2 * id);
        }
        costs[id] = (int) Math.min(Integer.MAX_VALUE, 1 + (bytes - 1) / COST_BYTES);
        return id;
    }

    private static boolean isSet(long[] bits, int slot) {
        return (bits[slot >> 6] & 1L << slot) != 0;
    }

    private static void set(long[] bits, int slot) {
        bits[slot >> 6] |= 1L << slot;
    }

    private static void clear(long[] bits, int slot) {
        bits[slot >> 6] &= ~(1L << slot);
    }
}
