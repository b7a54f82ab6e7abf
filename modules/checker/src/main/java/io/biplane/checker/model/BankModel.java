package io.biplane.checker.model;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.history.Whole;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Accounts between which money is moved: {@code transfer} of {@code {"from": a, "to": b, "amount":
 * n}} or {@code [a, b, n]}; {@code read} or {@code balance} of nothing gives all accounts, of a list
 * of accounts those, as an object or a list of {@code [account, balance]}. An account named by a
 * number is the one of that text, since an object's keys are texts. A transfer for which there was
 * not enough is {@code fail}.
 *
 * <p>What was there at first is told, or is what reads show less what was moved before them. Source:
 * Jepsen's bank workload, asked for more than its total.
 */
public final class BankModel implements Model<BankModel.Balances> {
    /** An account: its balance, or, while that is not known, what was added and the least of that. */
    private record Account(boolean isKnown, BigInteger amount, BigInteger least) {
        private static final Account OPEN = new Account(false, BigInteger.ZERO, BigInteger.ZERO);

        static Account of(BigInteger balance) {
            return new Account(true, balance, BigInteger.ZERO);
        }

        Account plus(BigInteger change) {
            BigInteger after = amount.add(change);
            return new Account(isKnown, after, isKnown ? least : least.min(after));
        }

        /** Whether this balance may be shown now. */
        boolean shows(BigInteger balance, boolean allowsNegative) {
            return isKnown
                    ? amount.equals(balance)
                    : allowsNegative || balance.subtract(amount).add(least).signum() >= 0;
        }

        @Override
        public String toString() {
            return isKnown ? amount.toString() : "?" + (amount.signum() < 0 ? "" : "+") + amount;
        }
    }

    /** What all accounts have, in the order of their names. */
    public static final class Balances {
        private final Map<Object, Integer> places;
        private final List<Account> accounts;

        private Balances(Map<Object, Integer> places, List<Account> accounts) {
            this.places = places;
            this.accounts = List.copyOf(accounts);
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Balances other && accounts.equals(other.accounts);
        }

        @Override
        public int hashCode() {
            return accounts.hashCode();
        }

        @Override
        public String toString() {
            List<String> texts = new ArrayList<>();
            places.forEach((name, place) -> texts.add(name + "=" + accounts.get(place)));
            return "{" + String.join(", ", texts) + "}";
        }
    }

    /** What is known beside the history: balances at first, the total, whether there may be debts. */
    public record Rules(
            Map<Object, BigInteger> first, Optional<BigInteger> total, boolean allowsNegative) {
        public Rules {
            first = new LinkedHashMap<>(first);
        }
    }

    private final Rules rules;
    /** By name, numbered in the order in which they are first met. */
    private final Map<Object, Integer> places;

    private BankModel(Rules rules, Map<Object, Integer> places) {
        this.rules = rules;
        this.places = places;
    }

    /** For the accounts of a history. */
    public static BankModel of(List<Operation> history, Rules rules) {
        BankModel model = new BankModel(rules, new LinkedHashMap<>());
        rules.first.keySet().forEach(model::meet);
        for (Operation operation : history) {
            if (!operation.isOk()) {
                continue;
            }
            try {
                if (operation.f().equals("transfer")) {
                    Transfer transfer = model.transfer(operation);
                    model.meet(transfer.from);
                    model.meet(transfer.to);
                } else {
                    model.seen(operation).keySet().forEach(model::meet);
                }
            } catch (ModelMismatchException refusedWhenBound) {
                continue;
            }
        }
        return model;
    }

    private void meet(Object account) {
        places.putIfAbsent(account, places.size());
    }

    /** Balances from an object or a list of {@code [account, balance]}; empty if they are none. */
    public static Optional<Map<Object, BigInteger>> balances(Object value) {
        List<List<?>> rows = new ArrayList<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((account, balance) -> rows.add(List.of(account, balance)));
        } else if (value instanceof List<?> list) {
            for (Object item : list) {
                rows.add(item instanceof List<?> row ? row : List.of());
            }
        } else {
            return Optional.empty();
        }
        Map<Object, BigInteger> balances = new LinkedHashMap<>();
        for (List<?> row : rows) {
            Optional<BigInteger> number =
                    row.size() == 2 ? Whole.big(row.get(1)) : Optional.empty();
            if (number.isEmpty() || balances.put(account(row.get(0)), number.get()) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(balances);
    }

    private static Object account(Object name) {
        return name instanceof Long number ? number.toString() : name;
    }

    @Override
    public String name() {
        return "bank";
    }

    /** What is known beside the history. */
    public Rules rules() {
        return rules;
    }

    @Override
    public Balances initial() {
        List<Account> accounts = new ArrayList<>();
        for (Object name : places.keySet()) {
            accounts.add(
                    rules.first.isEmpty()
                            ? Account.OPEN
                            : Account.of(rules.first.getOrDefault(name, BigInteger.ZERO)));
        }
        return new Balances(places, accounts);
    }

    @Override
    public Transition<Balances> bind(Operation operation) throws ModelMismatchException {
        if (operation.f().equals("transfer")) {
            Transfer transfer = transfer(operation);
            return state -> moved(state, transfer);
        }
        if (!operation.isOk()) {
            seen(operation);
            return Transition.readOnly(state -> true);
        }
        Map<Object, BigInteger> seen = seen(operation);
        boolean isComplete = !isWhole(operation)
                || seen.size() == places.size()
                        && rules.total.map(sum(seen)::equals).orElse(true);
        Optional<Balances> refused = Optional.empty();
        return state -> isComplete ? shown(state, seen) : refused;
    }

    private Optional<Balances> moved(Balances state, Transfer transfer) {
        if (!places.containsKey(transfer.from) || !places.containsKey(transfer.to)) {
            return Optional.empty();
        }
        List<Account> after = new ArrayList<>(state.accounts);
        int from = places.get(transfer.from);
        Account less = after.get(from).plus(transfer.amount.negate());
        if (!rules.allowsNegative && less.isKnown && less.amount.signum() < 0) {
            return Optional.empty();
        }
        after.set(from, less);
        int to = places.get(transfer.to);
        after.set(to, after.get(to).plus(transfer.amount));
        return Optional.of(new Balances(places, after));
    }

    /** What a read shows is known from then on. */
    private Optional<Balances> shown(Balances state, Map<Object, BigInteger> seen) {
        List<Account> after = new ArrayList<>(state.accounts);
        boolean isNew = false;
        for (Map.Entry<Object, BigInteger> row : seen.entrySet()) {
            int place = places.get(row.getKey());
            Account account = after.get(place);
            if (!account.shows(row.getValue(), rules.allowsNegative)) {
                return Optional.empty();
            }
            isNew |= !account.isKnown;
            after.set(place, Account.of(row.getValue()));
        }
        return Optional.of(isNew ? new Balances(places, after) : state);
    }

    /** Whether a read asks for all accounts. */
    public boolean isWhole(Operation operation) {
        return operation.input() instanceof Nil;
    }

    /** What a read gave; nothing if nobody knows. */
    public Map<Object, BigInteger> seen(Operation operation) throws ModelMismatchException {
        if (!operation.f().equals("read") && !operation.f().equals("balance")) {
            throw mismatch(operation, "transfer, read or balance");
        }
        if (!isWhole(operation) && !(operation.input() instanceof List<?>)) {
            throw mismatch(operation, "nothing or a list of accounts");
        }
        if (!operation.isOk()) {
            return new LinkedHashMap<>();
        }
        Map<Object, BigInteger> seen = balances(operation.output())
                .orElseThrow(() -> mismatch(
                        operation,
                        "an object of accounts with whole numbers, or a list of"
                                + " [account, balance]"));
        if (operation.input() instanceof List<?> asked
                && !asked.stream()
                        .map(BankModel::account)
                        .collect(Collectors.toCollection(LinkedHashSet::new))
                        .equals(seen.keySet())) {
            throw mismatch(operation, "the accounts that were asked for");
        }
        return seen;
    }

    /** All balances together. */
    public static BigInteger sum(Map<Object, BigInteger> balances) {
        return balances.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    @Override
    public long stateBytes(Balances state) {
        return 64 + 48L * state.accounts.size();
    }

    /** Money moved. */
    private record Transfer(Object from, Object to, BigInteger amount) {}

    private Transfer transfer(Operation operation) throws ModelMismatchException {
        List<Object> parts = new ArrayList<>();
        if (operation.input() instanceof Map<?, ?> map) {
            for (String key : List.of("from", "to", "amount")) {
                parts.add(map.containsKey(key) ? map.get(key) : Nil.NIL);
            }
        } else if (operation.input() instanceof List<?> list) {
            parts.addAll(list);
        }
        Optional<BigInteger> amount =
                parts.size() == 3 ? Whole.big(parts.get(2)) : Optional.empty();
        if (amount.isEmpty() || amount.get().signum() < 0) {
            throw mismatch(operation, "{from, to, amount} or [from, to, amount], a whole amount");
        }
        return new Transfer(account(parts.get(0)), account(parts.get(1)), amount.get());
    }

    private ModelMismatchException mismatch(Operation operation, String expected) {
        return new ModelMismatchException(name(), operation, expected);
    }
}
