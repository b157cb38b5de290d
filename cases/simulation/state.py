"""Which quantities change from day to day?

Amounts of blood cells are concentrations (red cells 1e12/L, the rest 1e9/L); a marrow stage is the amount
that would be in blood had it all arrived. Indices without a unit below are fractions of normal.
"""

RED_CELL_CLASSES = 12
MEGAKARYOCYTE_CLASSES = 4
PLATELET_CLASSES = 4

(
    B12_STORE,  # ug in the body, mostly liver
    B12_DEPOT,  # ug at the injection site
    B12_INJECTED,  # ug absorbed from the depot and not yet stored
    B12_HAPTOCORRIN,  # ug of an injection bound to haptocorrin
    HOLO_MARROW,  # cobalamin reaching the marrow
    HOLO_BODY,  # cobalamin reaching other tissues
    INACTIVATED,  # share of cobalamin oxidized by nitrous oxide
    FOLATE,  # tissue folate
    SERUM_FOLATE,
    CELL_FOLATE,  # folate of red cells
    COPPER,
    BODY_IRON,  # mg: store, precursors and hemoglobin together
    MMA,  # nmol/L
    HOMOCYSTEINE,  # umol/L
    NERVE_REVERSIBLE,  # index 0..1
    NERVE_FIXED,  # index 0..1
    DRUG_EFFECT,  # 1/d, drug-dependent killing still going on
    ANTIFOLATE_EFFECT,  # share of dihydrofolate reductase still inhibited
    CYTOTOXIC_EFFECT,  # standard doses of chemotherapy still at work
    STEROID_EFFECT,  # immune suppression reached, 1 of a full dose
    DEMARGINATION,  # neutrophils off the vessel wall, 1 under a full dose of steroid
    STEM,
    PROGENITORS,
    CLONE,  # share of marrow taken by a dysplastic clone
    BLASTS,  # share of marrow taken by blasts
    ERYTHROID_DRIVE,  # x normal
    ERYTHROBLAST_1,
    ERYTHROBLAST_2,
    ERYTHROBLAST_3,
    ERYTHROBLAST_4,
    MARROW_RETICULOCYTES,
    RETICULOCYTES,
    RETICULOCYTE_VOLUME,  # fL x 1e12/L
    DNA_MEMORY,  # DNA efficiency seen by the cells now leaving the marrow
    MARROW_DEATH,  # x normal red cell production
    OUTPUT_MEAN,  # late erythroblast output, 5-d mean, x normal
    MEGALOBLASTIC_CELLS,  # average megaloblastic change of circulating red cells
    IRON_POOR_CELLS,  # average iron lack of circulating red cells
    MITOTIC_NEUTROPHILS,
    TRANSIT_1,
    TRANSIT_2,
    TRANSIT_3,
    TRANSIT_4,
    RESERVE,
    NEUTROPHILS,  # blood
    LOBES_1,  # hypersegmented share of maturing neutrophils
    LOBES_2,
    LOBES_RESERVE,  # hypersegmented share of the reserve
    LOBES_BLOOD,  # hypersegmented share in blood
) = range(49)

MEGAKARYOCYTES = 49
PLATELETS = MEGAKARYOCYTES + MEGAKARYOCYTE_CLASSES
RED_CELLS = PLATELETS + PLATELET_CLASSES  # number in each age class
RED_CELL_VOLUME = RED_CELLS + RED_CELL_CLASSES  # fL x 1e12/L in each age class
SIZE = RED_CELL_VOLUME + RED_CELL_CLASSES
