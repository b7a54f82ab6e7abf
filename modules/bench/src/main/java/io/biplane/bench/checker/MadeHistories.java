package io.biplane.bench.checker;

import io.biplane.checker.history.Context;
import io.biplane.checker.history.Event;
import io.biplane.checker.history.EventType;
import io.biplane.checker.history.HistoryWriter;
import io.biplane.checker.history.Nil;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes valid histories of a correct database in memory, straight into a file. */
final class MadeHistories {
    /** A client's operation under way. */
    private static final class Client {
        private long process;
        private String f = "";
        private Object input = Nil.NIL;
        private Object output = Nil.NIL;
        private boolean isOpen;
        private boolean isDone;
    }

    /** What clients ask, and what it does. */
    private interface Database {
        void ask(Client client);

        void execute(Client client);
    }

    private final SplittableRandom random;
    private final Client[] clients;
    private final HistoryWriter out;
    private long events;

    private MadeHistories(HistoryWriter out, long seed, int clientCount) {
        this.out = out;
        this.random = new SplittableRandom(seed);
        this.clients = new Client[clientCount];
        for (int i = 0; i < clientCount; i++) {
            clients[i] = new Client();
            clients[i].process = i;
        }
    }

    /**
     * Reads and writes of registers by 64 clients; 5 % of outcomes are unknown.
     *
     * @param values how many different values are written; 0 if all differ
     */
    static void registers(Path file, int operations, int keys, long values) throws IOException {
        try (HistoryWriter out = new HistoryWriter(Files.newBufferedWriter(file))) {
            MadeHistories made = new MadeHistories(out, 1, 64);
            made.run(operations, 5, made.new Registers(keys, values));
        }
    }

    /** Transactions of 1 to 5 appends and reads of lists; a list gets about 30 appends. */
    static void lists(Path file, int transactions, int clients) throws IOException {
        try (HistoryWriter out = new HistoryWriter(Files.newBufferedWriter(file))) {
            MadeHistories made = new MadeHistories(out, 2, clients);
            made.run(transactions, 1, made.new Lists());
        }
    }

    private void run(int operations, int unknownPercent, Database database) throws IOException {
        int begun = 0;
        int finished = 0;
        while (finished < operations) {
            Client client = clients[random.nextInt(clients.length)];
            if (!client.isOpen) {
                if (begun++ < operations) {
                    database.ask(client);
                    event(client, EventType.INVOKE, client.input);
                    client.isOpen = true;
                    client.isDone = false;
                }
            } else if (!client.isDone) {
                database.execute(client);
                client.isDone = true;
            } else {
                boolean isUnknown = random.nextInt(100) < unknownPercent;
                event(
                        client,
                        isUnknown ? EventType.INFO : EventType.OK,
                        isUnknown ? Nil.NIL : client.output);
                client.isOpen = false;
                client.process += isUnknown ? clients.length : 0;
                finished++;
            }
        }
    }

    private void event(Client client, EventType type, Object value) throws IOException {
        out.write(new Event(
                events, client.process, type, client.f, value, 1000L * events, Context.NONE));
        events++;
    }

    private final class Registers implements Database {
        private final int keys;
        private final long values;
        private final Map<Object, Object> state = new LinkedHashMap<>();
        private long written;

        Registers(int keys, long values) {
            this.keys = keys;
            this.values = values;
        }

        @Override
        public void ask(Client client) {
            Object key = (long) random.nextInt(keys);
            boolean isWrite = random.nextBoolean();
            client.f = isWrite ? "write" : "read";
            long value = values == 0 ? written++ : random.nextLong(values);
            client.input = isWrite ? List.of(key, value) : List.of(key);
            client.output = client.input;
        }

        @Override
        public void execute(Client client) {
            List<?> input = (List<?>) client.input;
            if (client.f.equals("write")) {
                state.put(input.get(0), input);
            } else {
                client.output = state.getOrDefault(input.get(0), input);
            }
        }
    }

    private final class Lists implements Database {
        private final Map<Object, List<Object>> state = new LinkedHashMap<>();
        private long appended;

        @Override
        public void ask(Client client) {
            client.f = "txn";
            List<Object> steps = new ArrayList<>();
            for (int left = 1 + random.nextInt(5); left > 0; left--) {
                Object key = appended / 300 * 10 + random.nextInt(10);
                steps.add(
                        random.nextBoolean()
                                ? List.of("r", key, Nil.NIL)
                                : List.of("append", key, ++appended));
            }
            client.input = steps;
        }

        @Override
        public void execute(Client client) {
            List<Object> done = new ArrayList<>();
            for (Object item : (List<?>) client.input) {
                List<?> step = (List<?>) item;
                List<Object> now = state.getOrDefault(step.get(1), List.of());
                if (step.get(0).equals("r")) {
                    done.add(List.of("r", step.get(1), now));
                } else {
                    List<Object> longer = new ArrayList<>(now.size() + 1);
                    longer.addAll(now);
                    longer.add(step.get(2));
                    state.put(step.get(1), longer);
                    done.add(item);
                }
            }
            client.output = done;
        }
    }
}
