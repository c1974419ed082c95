# Every habit of a developer as a target; `make` lists them. The JDK 25 is found by .mvn/find-jdk.
SHELL := /bin/bash
MVN := . .mvn/find-jdk && mvn -B
REPORT := . .mvn/find-jdk && "$$JAVA_HOME/bin/java" .ci/TestReport.java

.DEFAULT_GOAL := help
.PHONY: help check quick test fuzz model faults containers format run clean hooks

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

check: ## everything CI does: all gates, all tests, and what they took
	@rm -rf ./*/target/surefire-reports ./*/target/failsafe-reports
	@$(MVN) verify artifact:check-buildplan; verdict=$$?; $(REPORT) $$verdict

quick: ## compile and run the tests that need no broker
	@$(MVN) -q verify -DskipITs

test: ## one test class: make test T=ActivityIdTest (or T=EmbeddedBrokerIT)
	@test -n "$(T)" || { echo "Which one? make test T=ActivityIdTest" >&2; exit 2; }
	@$(MVN) -q verify -Dtest='$(T)' -Dit.test='$(T)' -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false

faults: ## 10,000 posts each read at once; instances and brokers killed, restarted, added, removed (ROUNDS=20, SEED=)
	@$(MVN) -q verify -pl standalone -am -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false \
		-Dit.test='ReadYourWritesIT,ProjectorChurnIT,DispatcherFaultsIT,RollingChangesIT' -Dfailsafe.failIfNoSpecifiedTests=false \
		-Dread.pairs=10000 -Dfault.rounds='$(or $(ROUNDS),20)' -Dfaults.kills='$(or $(ROUNDS),20)' -Dseed='$(or $(SEED),20261121)'

fuzz: ## 100,000 hostile requests against the whole house (REQUESTS=, SEED=)
	@$(MVN) -q verify -Dtest=None -Dit.test=HostileRequestsIT -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false \
		-Dfuzz.requests='$(or $(REQUESTS),100000)' -Dseed='$(or $(SEED),20261121)'

model: ## ten thousand simulated days of deliveries, 2,000 histories of timelines, twenty hand-overs (SEEDS=, HISTORIES=, HANDOVERS=, or SEED=42 for one of each)
	@$(MVN) -q verify -pl webhook-dispatcher -am -DskipITs -Dtest=DeliverySimulationTest -Dsurefire.failIfNoSpecifiedTests=false \
		$(if $(SEED),-Dseed=$(SEED),-Dmodel.seeds=$(or $(SEEDS),10000))
	@$(MVN) -q verify -pl timeline-projector -am -Dtest=TimelineModelTest -Dsurefire.failIfNoSpecifiedTests=false \
		-Dit.test=HandOverModelIT -Dfailsafe.failIfNoSpecifiedTests=false -Dmodel.handovers=$(or $(HANDOVERS),20) \
		$(if $(SEED),-Dseed=$(SEED),-Dmodel.seeds=$(or $(HISTORIES),2000))

containers: ## our image against the broker's own, with a Docker engine (KAFKA_IMAGE=, BASE=)
	@rm -rf ./*/target/surefire-reports ./*/target/failsafe-reports
	@$(MVN) verify -pl standalone -am -Dgroups=containers -DexcludedGroups=none \
		-Dkafka.image='$(KAFKA_IMAGE)' -Dbase.image='$(BASE)'; verdict=$$?; $(REPORT) $$verdict

format: ## format every Java file
	@$(MVN) -q spotless:apply

run: ## run the whole house on this machine (./ledger dev)
	@./ledger dev

clean: ## remove what was built; the data in .ledger stay
	@$(MVN) -q clean

hooks: ## let git check the formatting before each commit
	@printf '#!/bin/sh\n. .mvn/find-jdk && exec mvn -B -q spotless:check\n' > .git/hooks/pre-commit && chmod +x .git/hooks/pre-commit
