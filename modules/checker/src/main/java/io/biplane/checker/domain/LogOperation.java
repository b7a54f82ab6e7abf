package io.biplane.checker.domain;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.model.ModelMismatchException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an operation did to logs.
 *
 * @param operation where it comes from
 * @param assigns whether it says which keys are polled from then on
 * @param keys which
 * @param sends by key the messages it sent, in order; without offsets unless it is ok
 * @param polls by key the messages it was given, in order; none unless it is ok
 */
record LogOperation(
        Operation operation,
        boolean assigns,
        List<Object> keys,
        Map<Object, List<Message>> sends,
        Map<Object, List<Message>> polls) {
    private static final String SHAPE =
            "a list of [\"send\", key, message] and [\"poll\"], answered by"
                    + " [\"send\", key, [offset, message]] and [\"poll\", {key: [[offset, message], …]}]";

    /** A message, where it is in its log if that is known, and by which step it came, from 0. */
    record Message(Optional<Long> offset, Object value, int step) {
        @Override
        public String toString() {
            return offset.map(at -> value + " at offset " + at).orElse(String.valueOf(value));
        }
    }

    /** Whether it asks for messages, whatever came. */
    boolean isPolling() {
        return !operation.f().equals("send") && !assigns;
    }

    /** Reads an operation; empty if it has nothing to do with logs. */
    static Optional<LogOperation> parse(Operation operation) throws ModelMismatchException {
        String f = operation.f();
        boolean assigns = f.equals("assign") || f.equals("subscribe");
        if (!assigns && !f.equals("send") && !f.equals("poll") && !f.equals("txn")) {
            return Optional.empty();
        }
        Object value = operation.isOk() ? operation.output() : operation.input();
        if (assigns && operation.isOk() && value instanceof Nil) {
            value = operation.input();
        }
        if (!(value instanceof List<?> items)) {
            throw mismatch(operation, assigns ? "a list of keys" : SHAPE);
        }
        LogOperation parsed = new LogOperation(
                operation,
                assigns,
                new ArrayList<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>());
        for (int i = 0; i < items.size(); i++) {
            if (assigns) {
                parsed.keys.add(key(items.get(i)));
            } else if (items.get(i) instanceof List<?> step && !step.isEmpty()) {
                parsed.add(step, i);
            } else {
                throw mismatch(operation, SHAPE);
            }
        }
        if (!assigns && operation.isOk() && operation.input() instanceof List<?> asked) {
            parsed.checkAnswers(asked);
        }
        return Optional.of(parsed);
    }

    /** An answer has the sends that were asked for. */
    private void checkAnswers(List<?> asked) throws ModelMismatchException {
        Map<Object, List<Object>> wanted = new LinkedHashMap<>();
        for (Object item : asked) {
            if (item instanceof List<?> step && step.size() == 3 && step.get(0).equals("send")) {
                wanted.computeIfAbsent(key(step.get(1)), name -> new ArrayList<>())
                        .add(step.get(2));
            }
        }
        Map<Object, List<Object>> told = new LinkedHashMap<>();
        sends.forEach((name, all) ->
                told.put(name, List.copyOf(all.stream().map(Message::value).toList())));
        if (!wanted.equals(told)) {
            throw mismatch(operation, "the sends that were invoked");
        }
    }

    /** An object's keys are texts: a key that is a number is the one of that text. */
    private static Object key(Object name) {
        return name instanceof Long number ? number.toString() : name;
    }

    private void add(List<?> step, int number) throws ModelMismatchException {
        if (step.get(0).equals("send") && step.size() == 3) {
            Optional<Message> placed =
                    operation.isOk() ? message(step.get(2), number) : Optional.empty();
            add(
                    sends,
                    step.get(1),
                    placed.orElse(new Message(Optional.empty(), step.get(2), number)));
        } else if (step.get(0).equals("poll") && step.size() <= 2) {
            boolean hasAnswer = step.size() == 2 && !(step.get(1) instanceof Nil);
            if (operation.isOk() && hasAnswer) {
                addPolls(step.get(1), number);
            }
        } else {
            throw mismatch(operation, SHAPE);
        }
    }

    private void addPolls(Object answer, int number) throws ModelMismatchException {
        Optional<List<Row>> rows = Row.allOf(answer);
        if (rows.isEmpty()) {
            throw mismatch(operation, SHAPE);
        }
        for (Row row : rows.get()) {
            if (!(row.value() instanceof List<?> messages)) {
                throw mismatch(operation, SHAPE);
            }
            for (Object item : messages) {
                add(
                        polls,
                        row.key(),
                        message(item, number).orElseThrow(() -> mismatch(operation, SHAPE)));
            }
        }
    }

    private static void add(Map<Object, List<Message>> to, Object name, Message message) {
        to.computeIfAbsent(key(name), key -> new ArrayList<>()).add(message);
    }

    /** From {@code [offset, message]}, or {@code [null, message]} if nobody knows where. */
    private static Optional<Message> message(Object value, int step) {
        if (!(value instanceof List<?> pair) || pair.size() != 2) {
            return Optional.empty();
        }
        if (pair.get(0) instanceof Nil) {
            return Optional.of(new Message(Optional.empty(), pair.get(1), step));
        }
        return pair.get(0) instanceof Long offset
                ? Optional.of(new Message(Optional.of(offset), pair.get(1), step))
                : Optional.empty();
    }

    private static ModelMismatchException mismatch(Operation operation, String expected) {
        return new ModelMismatchException("kafka", operation, expected);
    }
}
