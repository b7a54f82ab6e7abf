package io.biplane.checker.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The values of registers numbered from 0. Immutable; states share all they have in common, so that
 * a write costs as many small arrays as the number of registers has digits.
 *
 * <p>A tree of sixteen branches at each node, by the digits of a register's number: P. Bagwell,
 * Ideal Hash Trees, 2001, without the hashing.
 */
public final class Registers {
    private static final int BITS = 4;
    private static final int WIDTH = 1 << BITS;
    private static final int NODE_BYTES = 16 + 4 * WIDTH;

    private final Object[] root;
    /** Bits of a register's number below the root's digit. */
    private final int shift;

    /** Of the registers, by number. */
    private final List<Object> names;
    /** Of all values by number; a sum, so that a write changes it by a difference. */
    private final long hash;

    private Registers(Object[] root, int shift, List<Object> names, long hash) {
        this.root = root;
        this.shift = shift;
        this.names = names;
        this.hash = hash;
    }

    /** Registers of these names that all hold a value. */
    static Registers all(List<Object> names, Object value) {
        int shift = 0;
        Object[] node = filled(value);
        while (names.size() > WIDTH << shift) {
            node = filled(node);
            shift += BITS;
        }
        return new Registers(node, shift, names, 0);
    }

    private static Object[] filled(Object item) {
        Object[] node = new Object[WIDTH];
        Arrays.fill(node, item);
        return node;
    }

    /** What a register holds. */
    public Object get(int number) {
        Object[] node = root;
        for (int level = shift; level > 0; level -= BITS) {
            node = (Object[]) node[number >> level & WIDTH - 1];
        }
        return node[number & WIDTH - 1];
    }

    /** With another value in a register; itself if it holds that. */
    public Registers with(int number, Object value) {
        Object before = get(number);
        if (before.equals(value)) {
            return this;
        }
        long change = scattered(number, value) - scattered(number, before);
        return new Registers(with(root, shift, number, value), shift, names, hash + change);
    }

    private static Object[] with(Object[] node, int level, int number, Object value) {
        Object[] changed = node.clone();
        int digit = number >> level & WIDTH - 1;
        changed[digit] =
                level == 0 ? value : with((Object[]) node[digit], level - BITS, number, value);
        return changed;
    }

    /** The numbers are Steele's (SplittableRandom). */
    private static long scattered(int number, Object value) {
        long mixed = (31L * number + value.hashCode() + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        return mixed ^ mixed >>> 31;
    }

    /** Roughly what it holds on to beside what another state holds. */
    long bytes() {
        return 64 + (long) NODE_BYTES * (shift / BITS + 1);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(hash);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Registers other
                && hash == other.hash
                && names == other.names
                && areEqual(root, other.root, shift);
    }

    private static boolean areEqual(Object[] one, Object[] other, int level) {
        for (int i = 0; i < WIDTH && one != other; i++) {
            boolean isSame = one[i] == other[i]
                    || (level == 0
                            ? one[i].equals(other[i])
                            : areEqual((Object[]) one[i], (Object[]) other[i], level - BITS));
            if (!isSame) {
                return false;
            }
        }
        return true;
    }

    /** As {@code {x=1, y=nil}}. */
    @Override
    public String toString() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            texts.add(names.get(i) + "=" + get(i));
        }
        return "{" + String.join(", ", texts) + "}";
    }
}
