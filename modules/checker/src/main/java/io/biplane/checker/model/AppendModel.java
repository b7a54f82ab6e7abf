package io.biplane.checker.model;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Texts by key, empty at first, each key a part of its own: {@code put [k, v]}; {@code append [k,
 * v]}; {@code get [k]} gives {@code [k, v]}, {@code [k]} or {@code [k, null]} if there is nothing;
 * {@code get-and-append [k, v]} appends and gives what was there before. Source: the key-value
 * service of MIT's distributed systems course, as in Porcupine's model.
 *
 * <p>A text that no read of the history begins with can only be put over: all of them are one state.
 * So states are beginnings of what was read, and there are no more of them than that has letters.
 */
public final class AppendModel implements Model<AppendModel.Text> {
    /**
     * A text as the beginning of texts that were read, which stand in order: of those from one until
     * another, so many letters. Of {@link #UNREAD} nothing is known but that no read begins with it.
     */
    public static final class Text {
        private static final int SHOWN_MAX = 60;

        private final List<String> reads;
        private final int from;
        private final int until;
        private final int length;

        private Text(List<String> reads, int from, int until, int length) {
            this.reads = reads;
            this.from = from;
            this.until = until;
            this.length = length;
        }

        private boolean isUnread() {
            return from == until;
        }

        @Override
        public int hashCode() {
            return 31 * from + length;
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Text other
                    && from == other.from
                    && until == other.until
                    && length == other.length;
        }

        @Override
        public String toString() {
            if (isUnread()) {
                return "a text that no read begins with";
            }
            String text = reads.get(from).substring(Math.max(0, length - SHOWN_MAX), length);
            return length > SHOWN_MAX ? "…" + text : "\"" + text + "\"";
        }
    }

    /** All texts that were read, in order. */
    private final List<String> reads;

    private final Text unread;

    /** Of texts that nobody knows yet to be read. */
    public AppendModel() {
        this(List.of());
    }

    private AppendModel(List<String> reads) {
        this.reads = reads;
        this.unread = new Text(reads, 0, 0, 0);
    }

    @Override
    public String name() {
        return "appended text";
    }

    @Override
    public Text initial() {
        return new Text(reads, 0, reads.size(), 0);
    }

    @Override
    public Object partition(Operation operation) throws ModelMismatchException {
        return list(operation, operation.input()).get(0);
    }

    @Override
    public Transition<Text> bind(Operation operation) throws ModelMismatchException {
        Optional<String> seen = seen(operation);
        int place = seen.map(text -> place(text)).orElse(-1);
        int length = seen.map(String::length).orElse(0);
        return switch (operation.f()) {
            case "put" -> {
                Optional<Text> after = Optional.of(longer(initial(), piece(operation)));
                yield state -> after;
            }
            case "append" -> {
                String piece = piece(operation);
                yield state -> Optional.of(longer(state, piece));
            }
            case "get" ->
                Transition.readOnly(state -> seen.isEmpty() || shows(state, place, length));
            default -> {
                String piece = piece(operation);
                yield state -> seen.isEmpty() || shows(state, place, length)
                        ? Optional.of(longer(state, piece))
                        : Optional.empty();
            }
        };
    }

    /** Whether a state is the read at a place: of all that begin so, the shortest stands first. */
    private static boolean shows(Text state, int place, int length) {
        return !state.isUnread() && state.from == place && state.length == length;
    }

    private int place(String text) {
        int place = java.util.Collections.binarySearch(reads, text);
        return place < 0 ? reads.size() : place;
    }

    private Text longer(Text state, String piece) {
        if (piece.isEmpty() || state.isUnread()) {
            return state;
        }
        int from = first(state, piece, false);
        int until = first(state, piece, true);
        return from == until ? unread : new Text(reads, from, until, state.length + piece.length());
    }

    /** The first read of a state's that goes on with a piece, or with what comes after it. */
    private int first(Text state, String piece, boolean isPast) {
        int low = state.from;
        int high = state.until;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int order = compare(reads.get(middle), state.length, piece);
            if (order < 0 || isPast && order == 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** How what a text has at a place compares with a piece; equal if it begins with it. */
    private static int compare(String text, int at, String piece) {
        for (int i = 0; i < piece.length(); i++) {
            if (at + i == text.length()) {
                return -1;
            }
            int order = Character.compare(text.charAt(at + i), piece.charAt(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** The model of one key, which knows what was read of it. */
    @Override
    public AppendModel knowing(List<Operation> operations) {
        return new AppendModel(List.copyOf(reads(operations)));
    }

    /**
     * An unknown append of what no read contains, or put of what no read begins with, need not have
     * happened: nothing was read between it and the next put.
     */
    @Override
    public List<Operation> prune(List<Operation> operations) throws ModelMismatchException {
        List<String> longest = longest(operations);
        List<Operation> kept = new ArrayList<>(operations.size());
        for (Operation operation : operations) {
            boolean canMatter = operation.isOk();
            if (!canMatter && !operation.f().equals("get")) {
                String piece = piece(operation);
                boolean isPut = operation.f().equals("put");
                canMatter = longest.stream()
                        .anyMatch(read -> isPut ? read.startsWith(piece) : read.contains(piece));
            }
            if (canMatter || operation.f().equals("get")) {
                kept.add(operation);
            }
        }
        return kept;
    }

    /** The reads that no other read begins with. */
    private List<String> longest(List<Operation> operations) {
        List<String> longest = new ArrayList<>();
        for (String read : reads(operations)) {
            int last = longest.size() - 1;
            if (last >= 0 && read.startsWith(longest.get(last))) {
                longest.set(last, read);
            } else {
                longest.add(read);
            }
        }
        return longest;
    }

    private TreeSet<String> reads(List<Operation> operations) {
        TreeSet<String> texts = new TreeSet<>();
        for (Operation operation : operations) {
            try {
                seen(operation).ifPresent(texts::add);
            } catch (ModelMismatchException refusedWhenBound) {
                continue;
            }
        }
        return texts;
    }

    @Override
    public long[] ranks(List<Operation> operations) {
        return TextRanks.of(operations, this);
    }

    /** What a read gave; empty if it is none, or nobody knows. */
    public Optional<String> seen(Operation operation) throws ModelMismatchException {
        boolean isAppend = operation.f().equals("put") || operation.f().equals("append");
        if (!isAppend && !operation.f().equals("get") && !isBoth(operation)) {
            throw new ModelMismatchException(
                    name(), operation, "put, append, get or get-and-append");
        }
        if (isAppend || !operation.isOk()) {
            return Optional.empty();
        }
        List<?> list = list(operation, operation.output());
        if (!list.get(0).equals(partition(operation))) {
            throw new ModelMismatchException(name(), operation, "the key that was asked for");
        }
        Object value = list.size() == 1 || list.get(1) instanceof Nil ? "" : list.get(1);
        return Optional.of(text(operation, value));
    }

    /** What an operation puts or appends; nothing if it only reads. */
    public String piece(Operation operation) throws ModelMismatchException {
        if (operation.f().equals("get")) {
            return "";
        }
        List<?> list = list(operation, operation.input());
        if (list.size() != 2) {
            throw new ModelMismatchException(name(), operation, "[key, text]");
        }
        return text(operation, list.get(1));
    }

    private static boolean isBoth(Operation operation) {
        return operation.f().equals("get-and-append");
    }

    private String text(Operation operation, Object value) throws ModelMismatchException {
        if (value instanceof String text) {
            return text;
        }
        throw new ModelMismatchException(name(), operation, "a text as value");
    }

    private List<?> list(Operation operation, Object value) throws ModelMismatchException {
        if (value instanceof List<?> list && !list.isEmpty() && list.size() <= 2) {
            return list;
        }
        throw new ModelMismatchException(name(), operation, "[key] or [key, text]");
    }
}
