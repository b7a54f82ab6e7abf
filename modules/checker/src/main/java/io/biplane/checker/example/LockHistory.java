package io.biplane.checker.example;

import io.biplane.checker.history.Operation;
import io.biplane.checker.linear.Limits;
import io.biplane.checker.linear.LinearizabilityChecker;
import io.biplane.checker.model.Model;
import io.biplane.checker.model.ModelMismatchException;
import io.biplane.checker.model.Transition;
import io.biplane.checker.suite.Format;
import io.biplane.checker.verdict.Verdict;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Somebody's lock service: is there an order in which at most one client holds the lock? */
public final class LockHistory implements Model<Boolean> {
    public static void main(String[] arguments) throws Exception {
        try (Reader file = Files.newBufferedReader(Path.of(arguments[0]))) {
            List<Operation> history = Format.of(arguments[0]).read(file, event -> true);
            Verdict verdict =
                    LinearizabilityChecker.check(history, new LockHistory(), Limits.DEFAULT);
            System.out.println(verdict.validity() + ": " + verdict.summary());
            verdict.anomalies().forEach(anomaly -> System.out.println(anomaly.explanation()));
        }
    }

    @Override
    public String name() {
        return "lock";
    }

    @Override
    public Boolean initial() {
        return false;
    }

    @Override
    public Transition<Boolean> bind(Operation operation) throws ModelMismatchException {
        return switch (operation.f()) {
            case "acquire" -> isHeld -> isHeld ? Optional.empty() : Optional.of(true);
            case "release" -> isHeld -> isHeld ? Optional.of(false) : Optional.empty();
            default -> throw new ModelMismatchException(name(), operation, "acquire, release");
        };
    }
}
