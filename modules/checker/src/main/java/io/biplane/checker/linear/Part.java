package io.biplane.checker.linear;

import io.biplane.checker.history.Operation;
import io.biplane.checker.model.Model;
import io.biplane.checker.model.ModelMismatchException;
import io.biplane.checker.model.Transition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.ToLongFunction;

/**
 * One part of a history, prepared for the search: events in order, and for each operation the bit
 * that says it has been linearized. Those that return share bits: one is free again once its
 * operation has returned. Those of unknown outcome never return; of the same question there is one
 * run of bits, set from the left, since it does not matter which of them took effect.
 *
 * @param <S> the model's states
 */
final class Part<S> {
    final S initial;
    final ToLongFunction<S> stateBytes;
    final List<Operation> operations;
    final List<Transition<S>> transitions;
    /** In real-time order: operation i's invocation as i, its return as ~i. */
    final int[] events;
    /** Per operation that returns its bit; of others -1. */
    final int[] slots;
    /** Bits of operations that return, in use at once at most. */
    final int slotCount;
    /** Per operation of unknown outcome the number of its question; of others -1. */
    final int[] kinds;
    /** By question its operations, by invocation. */
    final List<int[]> members = new ArrayList<>();
    /** By question its first bit, counted from that of the first question. */
    final int[] firstBits;
    /** Bits of all questions. */
    final int unknownCount;
    /** Per operation; empty if the model has no idea. */
    final long[] ranks;
    /** Per operation where it returns among the events; {@code Integer.MAX_VALUE} for never. */
    final int[] returnsAt;
    /** Per operation the number of what it asks, whatever came of it. */
    final int[] questions;
    /** Per operation the number of what it asks and was told; of unknown ones -1. */
    final int[] answers;

    Part(Model<S> general, List<Operation> possible) throws ModelMismatchException {
        List<Operation> pruned = general.prune(possible);
        Model<S> model = general.knowing(pruned);
        this.initial = model.initial();
        this.stateBytes = model::stateBytes;
        this.operations = new ArrayList<>(possible.size());
        this.transitions = new ArrayList<>(possible.size());
        for (Operation operation : pruned) {
            Transition<S> transition = model.bind(operation);
            // What changes nothing and need not have happened cannot matter.
            if (operation.isOk() || !transition.isReadOnly()) {
                operations.add(operation);
                transitions.add(transition);
            }
        }
        this.events = order(operations);
        this.slots = new int[operations.size()];
        this.slotCount = assignSlots();
        this.kinds = new int[operations.size()];
        assignKinds();
        this.firstBits = new int[members.size()];
        int bits = 0;
        for (int kind = 0; kind < firstBits.length; kind++) {
            firstBits[kind] = bits;
            bits += members.get(kind).length;
        }
        this.unknownCount = bits;
        this.ranks = model.ranks(operations);
        this.returnsAt = new int[operations.size()];
        Arrays.fill(returnsAt, Integer.MAX_VALUE);
        for (int at = 0; at < events.length; at++) {
            if (events[at] < 0) {
                returnsAt[~events[at]] = at;
            }
        }
        this.questions = new int[operations.size()];
        this.answers = new int[operations.size()];
        assignQuestions();
    }

    private void assignQuestions() {
        Map<List<Object>, Integer> asked = new LinkedHashMap<>();
        Map<List<Object>, Integer> told = new LinkedHashMap<>();
        for (int i = 0; i < questions.length; i++) {
            Operation operation = operations.get(i);
            List<Object> question = List.of(operation.f(), operation.input());
            questions[i] = asked.computeIfAbsent(question, key -> asked.size());
            List<Object> answer = List.of(questions[i], operation.output());
            answers[i] = operation.isOk() ? told.computeIfAbsent(answer, key -> told.size()) : -1;
        }
    }

    /** Index in the whole history of the part's event. */
    long historyIndex(int event) {
        int code = events[event];
        return code >= 0
                ? operations.get(code).span().invokeIndex()
                : operations.get(~code).span().returnIndex();
    }

    private static int[] order(List<Operation> operations) {
        List<long[]> keyed = new ArrayList<>(2 * operations.size());
        for (int i = 0; i < operations.size(); i++) {
            Operation.Span span = operations.get(i).span();
            keyed.add(new long[] {span.invokeIndex(), i});
            if (span.returnIndex() != Operation.Span.NEVER) {
                keyed.add(new long[] {span.returnIndex(), ~i});
            }
        }
        keyed.sort((a, b) -> Long.compare(a[0], b[0]));
        return keyed.stream().mapToInt(pair -> (int) pair[1]).toArray();
    }

    private int assignSlots() {
        PriorityQueue<Integer> free = new PriorityQueue<>();
        int used = 0;
        for (int event : events) {
            if (event < 0) {
                free.add(slots[~event]);
            } else if (operations.get(event).isOk()) {
                slots[event] = free.isEmpty() ? used++ : free.poll();
            } else {
                slots[event] = -1;
            }
        }
        return used;
    }

    /** Questions are numbered as they are first asked. */
    private void assignKinds() {
        Map<List<Object>, List<Integer>> asked = new LinkedHashMap<>();
        Map<List<Object>, Integer> numbers = new LinkedHashMap<>();
        for (int event : events) {
            if (event < 0) {
                continue;
            }
            Operation operation = operations.get(event);
            kinds[event] = -1;
            if (!operation.isOk()) {
                List<Object> question = List.of(operation.f(), operation.input());
                kinds[event] = numbers.computeIfAbsent(question, key -> numbers.size());
                asked.computeIfAbsent(question, key -> new ArrayList<>()).add(event);
            }
        }
        asked.values()
                .forEach(all ->
                        members.add(all.stream().mapToInt(Integer::intValue).toArray()));
    }
}
