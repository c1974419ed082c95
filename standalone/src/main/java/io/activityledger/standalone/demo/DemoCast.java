package io.activityledger.standalone.demo;

import java.util.List;

/// Who appears in the demo?
final class DemoCast {

    static final List<DemoPerson> ALL =
            List.of(
                    new DemoPerson(
                            "Jane Moreau",
                            "VP Operations",
                            "Halden Logistics",
                            "Halden: route planning rollout",
                            350,
                            96),
                    new DemoPerson(
                            "Tomasz Zieliński",
                            "Head of IT",
                            "Halden Logistics",
                            "Halden: route planning rollout",
                            290,
                            58),
                    new DemoPerson(
                            "Aiko Tanaka",
                            "Managing Partner",
                            "Tanaka & Weiss LLP",
                            "Tanaka & Weiss: document intake",
                            320,
                            74),
                    new DemoPerson(
                            "Miguel Ortega",
                            "Purchasing Lead",
                            "Norte Foods",
                            "Norte Foods: supplier portal",
                            210,
                            49),
                    new DemoPerson(
                            "Priya Raman",
                            "COO",
                            "Brightwell Health",
                            "Brightwell: patient scheduling",
                            160,
                            52),
                    new DemoPerson(
                            "Samuel Okafor",
                            "Founder",
                            "Okafor Studio",
                            "Okafor Studio: yearly retainer",
                            95,
                            31),
                    new DemoPerson(
                            "Lena Fischer",
                            "Project Manager",
                            "Brightwell Health",
                            "Brightwell: patient scheduling",
                            60,
                            22),
                    new DemoPerson(
                            "Noah Lindqvist",
                            "Analyst",
                            "Fjord Capital",
                            "Fjord Capital: trial",
                            12,
                            9));

    private DemoCast() {}
}
