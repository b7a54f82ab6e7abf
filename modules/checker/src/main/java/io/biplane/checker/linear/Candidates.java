package io.biplane.checker.linear;

import io.biplane.checker.model.Transition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The operations that may be linearized next, without those that another can stand for. Mutable; one
 * for each configuration.
 *
 * <p>Operation a stands for b if both lead to the same state here and b can take effect in a's place
 * later: then, in any linearization that has b here, the two can be exchanged (or b be left out if a is
 * missing there), and what can follow b can follow a. That is so if b never returns, or returns after a,
 * whose outcome is known; and
 * <ul>
 *   <li>both were asked and told the same; or
 *   <li>both ask for the same one state to be reached, in the same way; or
 *   <li>b reaches that state from everywhere, as a write does, and a never leads to any other.
 * </ul>
 *
 * @param <S> the model's states
 */
final class Candidates<S> {
    private final Part<S> part;
    private final int returning;
    private final List<Entry<S>> entries = new ArrayList<>();

    /** An operation that fits, the state after it, and whether the returning one fits then. */
    private record Entry<S>(int operation, S after, boolean isHelpful) {}

    Candidates(Part<S> part, int returning) {
        this.part = part;
        this.returning = returning;
    }

    void add(int operation, S after, boolean isHelpful) {
        entries.add(new Entry<>(operation, after, isHelpful));
    }

    /** Comparisons that {@link #inOrder} takes at most. */
    int comparisons() {
        return entries.size() * entries.size();
    }

    /**
     * The returning one, then those after which it fits, then the rest, what has to return soonest
     * first; before all of them those that the model takes for earlier than the returning one.
     */
    int[] inOrder() {
        List<Integer> first = new ArrayList<>();
        List<Integer> later = new ArrayList<>();
        for (Entry<S> entry : entries) {
            if (entry.operation == returning) {
                first.add(0, entry.operation);
            } else if (!isSpare(entry)) {
                (entry.isHelpful ? first : later).add(entry.operation);
            }
        }
        first.sort(Comparator.comparingInt(operation -> part.returnsAt[operation]));
        later.sort(Comparator.comparingInt(operation -> part.returnsAt[operation]));
        if (part.ranks.length > 0) {
            later.sort(Comparator.comparingLong(operation -> part.ranks[operation]));
        }
        first.addAll(later);
        if (part.ranks.length > 0 && part.ranks[returning] != Long.MAX_VALUE) {
            long own = part.ranks[returning];
            first.sort(Comparator.comparingLong(operation ->
                    part.ranks[operation] < own ? part.ranks[operation] : Long.MAX_VALUE));
        }
        return first.stream().mapToInt(Integer::intValue).toArray();
    }

    private boolean isSpare(Entry<S> entry) {
        for (Entry<S> other : entries) {
            if (standsFor(other, entry)) {
                return true;
            }
        }
        return false;
    }

    private boolean standsFor(Entry<S> a, Entry<S> b) {
        boolean isKnown = part.kinds[a.operation] < 0;
        boolean isOpen = part.kinds[b.operation] >= 0;
        boolean returnsLater =
                isOpen || isKnown && part.returnsAt[a.operation] < part.returnsAt[b.operation];
        if (a.operation == b.operation || !returnsLater) {
            return false;
        }
        boolean isTheSame = !isOpen && part.answers[a.operation] == part.answers[b.operation];
        return (isTheSame || canTakePlace(a, b, isKnown)) && a.after.equals(b.after);
    }

    /** Whether b can take effect wherever a can, and a leads to no other state anywhere. */
    private boolean canTakePlace(Entry<S> a, Entry<S> b, boolean isKnown) {
        Transition<S> one = part.transitions.get(a.operation);
        Transition<S> other = part.transitions.get(b.operation);
        Optional<S> target = other.target();
        if (target.isEmpty() || !one.target().equals(target)) {
            return false;
        }
        // Of unknown operations that ask the same neither stands for the other: they are one kind.
        boolean asksTheSame = part.questions[a.operation] == part.questions[b.operation];
        return isKnown && asksTheSame
                || other.isUnconditional() && (isKnown || !one.isUnconditional());
    }
}
