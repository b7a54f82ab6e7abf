package io.biplane.checker.domain;

import io.biplane.checker.history.EventType;
import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Kafka's faults a second time: each as its sentence says it, by looking at all pairs of messages.
 * Gives {@code kind key} of each.
 */
final class NaiveLogs {
    /** A message that an operation sent or was given; offset -1 is none, step counts from 0. */
    private record Seen(
            Operation by, int step, boolean isPoll, Object key, long offset, Object value) {}

    private final List<Operation> operations;
    private final List<Seen> all = new ArrayList<>();
    private final TreeSet<String> broken = new TreeSet<>();

    private NaiveLogs(List<Operation> operations) {
        this.operations = operations;
    }

    static TreeSet<String> broken(List<Operation> operations) {
        NaiveLogs logs = new NaiveLogs(operations);
        operations.forEach(logs::collect);
        logs.places();
        logs.origins();
        logs.lost();
        logs.sessions();
        return logs.broken;
    }

    private void collect(Operation operation) {
        if (operation.f().equals("assign") || operation.f().equals("subscribe")) {
            return;
        }
        Object told = operation.isOk() ? operation.output() : operation.input();
        int number = 0;
        for (Object item : (List<?>) told) {
            List<?> step = (List<?>) item;
            if (step.get(0).equals("send")) {
                boolean isPlaced = operation.isOk() && step.get(2) instanceof List<?>;
                Object value = isPlaced ? ((List<?>) step.get(2)).get(1) : step.get(2);
                Object offset = isPlaced ? ((List<?>) step.get(2)).get(0) : Nil.NIL;
                see(operation, number, false, step.get(1), offset, value);
            } else if (operation.isOk()) {
                int at = number;
                ((Map<?, ?>) step.get(1))
                        .forEach((key, messages) -> ((List<?>) messages)
                                .forEach(message -> see(
                                        operation,
                                        at,
                                        true,
                                        key,
                                        ((List<?>) message).get(0),
                                        ((List<?>) message).get(1))));
            }
            number++;
        }
    }

    private void see(
            Operation by, int step, boolean isPoll, Object key, Object offset, Object value) {
        long at = offset instanceof Long number ? number : -1;
        all.add(new Seen(by, step, isPoll, String.valueOf(key), at, value));
    }

    private void places() {
        for (Seen one : all) {
            for (Seen other : all) {
                boolean areTold = one.offset >= 0 && other.offset >= 0 && one.key.equals(other.key);
                boolean areEqual = one.value.equals(other.value);
                if (areTold && one.offset == other.offset && !areEqual) {
                    broken.add("inconsistent-offsets key " + one.key);
                }
                if (areTold && one.offset != other.offset && areEqual) {
                    broken.add("duplicate key " + one.key);
                }
            }
        }
    }

    private void origins() {
        for (Seen poll : all) {
            if (!poll.isPoll) {
                continue;
            }
            List<Seen> senders = all.stream()
                    .filter(seen -> !seen.isPoll
                            && seen.key.equals(poll.key)
                            && seen.value.equals(poll.value)
                            && poll.by.span().returnIndex() > seen.by.span().invokeIndex())
                    .toList();
            if (senders.isEmpty()) {
                broken.add("unwritten-poll key " + poll.key);
            } else if (senders.get(0).by == poll.by) {
                broken.add("precommitted-read key " + poll.key);
            } else if (senders.get(0).by.outcome() == EventType.FAIL) {
                broken.add("G1a key " + poll.key);
            }
        }
    }

    private void lost() {
        for (Seen sent : all) {
            boolean isPolled = all.stream()
                    .anyMatch(seen -> seen.isPoll
                            && seen.key.equals(sent.key)
                            && seen.value.equals(sent.value));
            boolean isPassed = all.stream()
                    .anyMatch(seen ->
                            seen.isPoll && seen.key.equals(sent.key) && seen.offset > sent.offset);
            if (!sent.isPoll && sent.by.isOk() && sent.offset >= 0 && isPassed && !isPolled) {
                broken.add("lost-write key " + sent.key);
            }
        }
    }

    private void sessions() {
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                Seen one = all.get(i);
                Seen other = all.get(j);
                boolean belong = one.isPoll == other.isPoll
                        && one.key.equals(other.key)
                        && one.by.process() == other.by.process()
                        && one.by.isOk()
                        && other.by.isOk();
                boolean isNext = all.subList(i + 1, j).stream()
                        .noneMatch(seen -> seen.isPoll == one.isPoll
                                && seen.key.equals(one.key)
                                && seen.by.process() == one.by.process()
                                && seen.by.isOk()
                                && (one.isPoll || seen.offset >= 0));
                if (belong && isNext && one.offset >= 0 && other.offset >= 0) {
                    String inside = one.by == other.by ? "int-" : "";
                    if (!one.isPoll && other.offset <= one.offset) {
                        broken.add(inside + "nonmonotonic-send key " + one.key);
                    } else if (one.isPoll && goesOn(one, other)) {
                        follow(inside, one, other);
                    }
                }
            }
        }
    }

    /** Whether a process had to go on from one poll where the other had stopped. */
    private boolean goesOn(Seen one, Seen other) {
        if (one.by == other.by) {
            return one.step == other.step || !isSubscribed(one.by);
        }
        if (isSubscribed(other.by)) {
            return false;
        }
        return operations
                .subList(operations.indexOf(one.by) + 1, operations.indexOf(other.by))
                .stream()
                .filter(between -> between.process() == one.by.process())
                .noneMatch(between -> forgets(between, one.key));
    }

    private static boolean forgets(Operation between, Object key) {
        boolean assigns = between.f().equals("assign") || between.f().equals("subscribe");
        if (!assigns) {
            return !between.isOk() && !between.f().equals("send");
        }
        boolean keeps = ((List<?>) between.input())
                .stream().anyMatch(kept -> String.valueOf(kept).equals(key));
        return between.outcome() != EventType.FAIL && !(between.isOk() && keeps);
    }

    private boolean isSubscribed(Operation at) {
        boolean isSubscribed = false;
        for (Operation before : operations.subList(0, operations.indexOf(at))) {
            if (before.process() == at.process() && before.outcome() != EventType.FAIL) {
                if (before.f().equals("subscribe")) {
                    isSubscribed = true;
                } else if (before.f().equals("assign") && before.isOk()) {
                    isSubscribed = false;
                }
            }
        }
        return isSubscribed;
    }

    private void follow(String inside, Seen one, Seen other) {
        boolean isPassed = all.stream()
                .anyMatch(seen -> seen.key.equals(one.key)
                        && seen.by.isOk()
                        && seen.offset > one.offset
                        && seen.offset < other.offset);
        if (other.offset <= one.offset) {
            broken.add(inside + "nonmonotonic-poll key " + one.key);
        } else if (isPassed) {
            broken.add(inside + "poll-skip key " + one.key);
        }
    }
}
