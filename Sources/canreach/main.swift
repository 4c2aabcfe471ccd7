print("canreach")
