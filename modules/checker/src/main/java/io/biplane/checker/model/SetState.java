package io.biplane.checker.model;

import io.biplane.checker.history.Nil;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The elements of a set. Immutable; states share all they have in common, so that a change costs as
 * many small objects as the set's size has bits.
 *
 * <p>A trie over the bits of the elements' hashes that has a branch only where elements differ: C.
 * Okasaki and A. Gill, Fast Mergeable Integer Maps, ML Workshop 1998. Equal sets have equal tries.
 */
public final class SetState {
    /** Nothing in it. */
    public static final SetState EMPTY = new SetState(new Leaf(0, List.of()), 0, 0);

    private static final long STATE_BYTES = 160;
    private static final long NODE_BYTES = 32;

    private final Node root;
    private final int size;
    /** The sum of the elements' hashes, each scattered over 64 bits. */
    private final long sum;

    private sealed interface Node {}

    /** Elements with the same hash; none only if the set is empty. */
    private record Leaf(int hash, List<Object> elements) implements Node {}

    /** Elements whose hashes are equal above a bit: those without the bit, those with it. */
    private record Branch(int hash, int bit, Node without, Node with) implements Node {
        /** Whether a hash is equal to all hashes here above the bit. */
        boolean leadsTo(int wanted) {
            return ((hash ^ wanted) & ~(2 * bit - 1)) == 0;
        }

        Branch next(boolean isWith, Node node) {
            return new Branch(hash, bit, isWith ? without : node, isWith ? node : with);
        }
    }

    private SetState(Node root, int size, long sum) {
        this.root = root;
        this.size = size;
        this.sum = sum;
    }

    /** A set of these; what stands there twice is in it once. */
    public static SetState of(Iterable<?> elements) {
        SetState set = EMPTY;
        for (Object element : elements) {
            set = set.with(element);
        }
        return set;
    }

    /** Whether an element is in it. */
    public boolean contains(Object element) {
        int hash = element.hashCode();
        Node node = root;
        while (node instanceof Branch branch) {
            node = (hash & branch.bit) == 0 ? branch.without : branch.with;
        }
        Leaf leaf = (Leaf) node;
        return leaf.hash == hash && leaf.elements.contains(element);
    }

    /** One of the elements, in equal sets an equal one; {@link Nil} if there is none. */
    Object first() {
        Node node = root;
        while (node instanceof Branch branch) {
            node = branch.without;
        }
        return ((Leaf) node)
                .elements.stream().min(Comparator.comparing(String::valueOf)).orElse(Nil.NIL);
    }

    /** With an element; itself if that was there. */
    public SetState with(Object element) {
        if (contains(element)) {
            return this;
        }
        int hash = element.hashCode();
        Node added = size == 0 ? new Leaf(hash, List.of(element)) : added(root, hash, element);
        return new SetState(added, size + 1, sum + scattered(hash));
    }

    /** Without an element; itself if that was not there. */
    public SetState without(Object element) {
        if (!contains(element)) {
            return this;
        }
        int hash = element.hashCode();
        return size == 1
                ? EMPTY
                : new SetState(removed(root, hash, element), size - 1, sum - scattered(hash));
    }

    /** Whether it has just these, of which none stands twice, with such a sum. */
    boolean isJust(List<Object> elements, long sumOfAll) {
        if (size != elements.size() || sum != sumOfAll) {
            return false;
        }
        for (Object element : elements) {
            if (!contains(element)) {
                return false;
            }
        }
        return true;
    }

    /** For {@link #isJust}: the sum of a set of just these, of which none stands twice. */
    static long sumOf(List<Object> elements) {
        long sum = 0;
        for (Object element : elements) {
            sum += scattered(element.hashCode());
        }
        return sum;
    }

    /** Roughly what it holds on to beside what another state holds: its way through the trie. */
    long bytes() {
        int depth = Integer.SIZE - Integer.numberOfLeadingZeros(size);
        return STATE_BYTES + NODE_BYTES * depth;
    }

    private static Node added(Node node, int hash, Object element) {
        if (node instanceof Branch branch && branch.leadsTo(hash)) {
            boolean isWith = (hash & branch.bit) != 0;
            return branch.next(isWith, added(isWith ? branch.with : branch.without, hash, element));
        }
        int other = node instanceof Branch branch ? branch.hash : ((Leaf) node).hash;
        if (other == hash) {
            List<Object> longer = new ArrayList<>(((Leaf) node).elements);
            longer.add(element);
            return new Leaf(hash, longer);
        }
        int bit = Integer.highestOneBit(hash ^ other);
        Leaf leaf = new Leaf(hash, List.of(element));
        return (hash & bit) == 0
                ? new Branch(hash, bit, leaf, node)
                : new Branch(hash, bit, node, leaf);
    }

    /** Without an element that is there beside others. */
    private static Node removed(Node node, int hash, Object element) {
        if (node instanceof Leaf leaf) {
            List<Object> shorter = new ArrayList<>(leaf.elements);
            shorter.remove(element);
            return new Leaf(hash, shorter);
        }
        Branch branch = (Branch) node;
        boolean isWith = (hash & branch.bit) != 0;
        Node inside = isWith ? branch.with : branch.without;
        if (inside instanceof Leaf leaf && leaf.elements.size() == 1) {
            return isWith ? branch.without : branch.with;
        }
        return branch.next(isWith, removed(inside, hash, element));
    }

    /** Spreads a hash over 64 bits; the numbers are Steele's (SplittableRandom). */
    private static long scattered(int hash) {
        long mixed = (hash + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 30) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(sum);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof SetState other
                && size == other.size
                && sum == other.sum
                && areEqual(root, other.root);
    }

    private static boolean areEqual(Node one, Node other) {
        if (one == other) {
            return true;
        }
        if (one instanceof Leaf mine && other instanceof Leaf theirs) {
            return mine.elements.size() == theirs.elements.size()
                    && mine.elements.containsAll(theirs.elements);
        }
        return one instanceof Branch mine
                && other instanceof Branch theirs
                && mine.bit == theirs.bit
                && areEqual(mine.without, theirs.without)
                && areEqual(mine.with, theirs.with);
    }

    /** All elements, in the order of their texts, the shorter first. */
    @Override
    public String toString() {
        List<String> texts = new ArrayList<>();
        collect(root, texts);
        texts.sort(Comparator.comparingInt(String::length).thenComparing(text -> text));
        return texts.toString();
    }

    private static void collect(Node node, List<String> texts) {
        if (node instanceof Branch branch) {
            collect(branch.without, texts);
            collect(branch.with, texts);
        } else {
            ((Leaf) node).elements.forEach(element -> texts.add(String.valueOf(element)));
        }
    }
}
